"""nginx with a configuration of its own: a file, and a cache in front of the portal."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench.served import HOST, WORKERS, child, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONFIGURATION = """
daemon off; worker_processes {workers}; pid {folder}/pid; error_log {folder}/error.log crit;
events {{ worker_connections 512; }}
http {{
  access_log off; keepalive_requests 100000000; default_type "text/html; charset=utf-8";
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/cache keys_zone=pages:1m;
  server {{ listen {host}:{file_port}; location / {{ root {folder}/www; try_files /page.html =404; }} }}
  server {{
    listen {host}:{cache_port};
    location / {{
      proxy_pass http://{host}:{portal}; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host localhost; proxy_cache pages; proxy_cache_valid 200 10m;
      proxy_ignore_headers Cache-Control Expires Vary;
    }}
  }}
}}
"""


def is_here() -> bool:
    return shutil.which("nginx") is not None


@contextmanager
def nginx(folder: Path, body: bytes, portal: int) -> Iterator[tuple[int, int]]:
    """Serve some bytes as a file, and the portal from a cache; give both ports."""
    root = folder / "www"
    root.mkdir()
    (root / "page.html").write_bytes(body)
    # nginx reads as somebody else where root starts it.
    for each in (folder, root):
        each.chmod(0o755)
    file_port, cache_port = free_port(), free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            workers=WORKERS,
            folder=folder,
            host=HOST,
            portal=portal,
            file_port=file_port,
            cache_port=cache_port,
        )
    )
    with child(["nginx", "-e", f"{folder}/error.log", "-c", str(configuration)], file_port, "/"):
        yield file_port, cache_port
