"""What people see: Flet screens, the page's door (`web`), and the command line (`terminal`)."""
