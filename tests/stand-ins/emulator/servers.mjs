// What every server here is made with.
import { createRequire } from "node:module";
import { describe } from "./contract.mjs";

const require = createRequire(import.meta.url);
const { getHttpOperationsFromSpec } = require("@stoplight/prism-http");
const { createServer } = require("@stoplight/prism-http-server");

const silent = { trace() {}, debug() {}, info() {}, success() {}, warn() {}, error() {}, fatal() {}, child: () => silent };

/** Of this machine only. */
export const loopback = "127.0.0.1";

/** Prism over GitHub's description. @returns its address. */
export async function prism(operations, answers, config) {
  const server = createServer(await getHttpOperationsFromSpec(describe(operations, { answers })), {
    cors: false,
    config: { validateRequest: true, validateResponse: false, checkSecurity: false, errors: true, upstreamProxy: undefined, mock: { dynamic: false }, ...config },
    components: { logger: silent },
  });
  return server.listen(0, loopback);
}

/** @returns the address of a server that now listens on a free port. */
export function listen(server) {
  return new Promise((resolve) => server.listen(0, loopback, () => resolve(`http://${loopback}:${server.address().port}`)));
}

/** Passes a request on, as it came. */
export async function send(to, request, body) {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !["host", "connection", "content-length", "transfer-encoding", "expect"].includes(name)));
  const answer = await fetch(to + request.url, { method: request.method, headers, body: body.length ? body : undefined, redirect: "manual" });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) };
}
