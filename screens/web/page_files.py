"""The files of the page: ours first, then the engine that comes with Flet.

They are served without Flet's own web app, so that the browser fetches and compiles the engine while Python still
imports Flet.
"""

from __future__ import annotations

import mimetypes
import os
import stat
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

INDEX = "index.html"
PIECE = 1 << 18
MISSING = "There is no such file here."


class PageFiles(StaticFiles):
    """Files by their path; a path without an ending is a route of the app and gets the page itself."""

    def __init__(self, assets: Path) -> None:
        # Windows does not know these by itself.
        mimetypes.add_type("text/javascript", ".mjs")
        mimetypes.add_type("application/wasm", ".wasm")
        super().__init__(directory=assets, packages=[("flet_web", "web")])

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
        answer = super().file_response(full_path, stat_result, scope, status_code)
        if isinstance(answer, FileResponse):
            answer.chunk_size = PIECE
        return answer
