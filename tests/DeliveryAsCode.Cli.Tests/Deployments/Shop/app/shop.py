"""A small shop: pages, health and metrics over HTTP. Which version it is, and how badly it does, stands in shop.json."""

import http.server
import json
import pathlib
import sys
import threading
import time

RELEASE = json.loads((pathlib.Path(__file__).parent / "shop.json").read_text())
LOCK = threading.Lock()
REQUESTS = {"200": 0, "500": 0}


class Shop(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/":
            self.front_page()
        elif path == "/healthz":
            self.answer(200, "ok\n")
        elif path == "/version":
            self.answer(200, RELEASE["version"] + "\n")
        elif path == "/metrics":
            self.answer(200, metrics())
        else:
            self.answer(404, "there is no such page\n")

    def front_page(self):
        time.sleep(RELEASE["latency-ms"] / 1000)
        code = count()
        self.answer(code, f"Welcome to the shop {RELEASE['version']}\n" if code == 200 else "the shop is broken\n")

    def answer(self, code, text):
        body = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Shop-Version", RELEASE["version"])
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, form, *values):
        pass


def count():
    """The code of the next answer: each nth request fails, so that a bad version is as bad in every run."""
    with LOCK:
        number = sum(REQUESTS.values()) + 1
        every = RELEASE["fails-every"]
        code = 500 if every and number % every == 0 else 200
        REQUESTS[str(code)] += 1
        return code


def metrics():
    with LOCK:
        lines = [f'http_requests_total{{code="{code}",version="{RELEASE["version"]}"}} {number}' for code, number in REQUESTS.items()]
    return "\n".join(["# HELP http_requests_total Requests to pages, by status code.", "# TYPE http_requests_total counter", *lines, ""])


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Shop).serve_forever()
