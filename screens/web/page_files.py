"""The files of the page: ours first, then the engine that comes with Flet.

They are served without Flet's own web app, so that the browser fetches and compiles the engine while Python still
imports Flet.
"""

from __future__ import annotations

import asyncio
import mimetypes
import os
import stat
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from screens.web.packed_files import PackedFiles

INDEX = "index.html"
PIECE = 1 << 18
QUIET = 4.0  # seconds
MISSING = "There is no such file here."


class PageFiles(StaticFiles):
    """Files by their path; a path without an ending is a route of the app and gets the page itself.

    cache: where packed copies of the larger ones are kept; none are made without it.
    """

    def __init__(self, assets: Path, cache: Path | None = None) -> None:
        # Windows does not know these by itself.
        mimetypes.add_type("text/javascript", ".mjs")
        mimetypes.add_type("application/wasm", ".wasm")
        super().__init__(directory=assets, packages=[("flet_web", "web")])
        self._packed = PackedFiles(cache) if cache is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except HTTPException as refused:
            answer = PlainTextResponse(MISSING, refused.status_code, refused.headers)
            await answer(scope, receive, send)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a path leads; folders are not shown."""
        found, status = super().lookup_path(path)
        if status is not None and stat.S_ISREG(status.st_mode):
            return found, status
        ending = os.path.splitext(path)[1].lower()
        return super().lookup_path(INDEX) if ending in ("", ".html") else ("", None)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        packed = self._packed_for(str(full_path), stat_result, scope)
        if packed is not None:
            stat_result = packed.stat()
        answer = super().file_response(packed or full_path, stat_result, scope, status_code)
        answer.headers["vary"] = "accept-encoding"
        if isinstance(answer, FileResponse):
            answer.chunk_size = PIECE
            if packed is not None:
                answer.headers["content-encoding"] = "gzip"
                answer.headers["content-type"] = mimetypes.guess_type(full_path)[0] or "application/octet-stream"
        return answer

    def _packed_for(self, path: str, status: os.stat_result, scope: Scope) -> Path | None:
        headers = Headers(scope=scope)
        takes = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
        return self._packed.find(path, status) if self._packed is not None and takes else None

    async def pack_in_quiet(self) -> None:
        """Pack what was asked for, a while after nobody asks for more. Runs until cancelled."""
        asked = 0
        while self._packed is not None:
            await asyncio.sleep(QUIET)
            if self._packed.wanted and self._packed.wanted == asked:
                await asyncio.to_thread(self._packed.pack_wanted)
            asked = self._packed.wanted
