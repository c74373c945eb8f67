// The one address that tests talk to. It sends a request past GitHub's contract to whoever answers it, and writes down
// every exchange: a line of JSON, with a "mistake" when the contract refused the request.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { fills } from "./fills.mjs";
import { send } from "./servers.mjs";

/** @param {{ judge: string, mock: string, emulator: string, calledItself: string }} upstream Addresses, without a slash at the end; the judge passes on to the emulator. */
export function gateway(operations, upstream, log) {
  const filled = fills();
  const mocked = operations.filter((o) => o.kind !== "emulator").map((o) => ({ method: o.method.toUpperCase(), pattern: new RegExp(`^${o.path.replace(/\{(branch|ref|path)\}/g, ".+").replace(/\{[^}]+\}/g, "[^/]+")}$`) }));

  return createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = Buffer.concat(chunks);
    const url = new URL(request.url, "http://gateway");
    let answer;
    try {
      answer = await reach(request, url, sent);
    } catch (error) {
      answer = { status: 502, headers: { "content-type": "text/plain" }, body: Buffer.from(String(error.stack)), mistake: { title: "the stand-in itself failed", validation: [String(error)] } };
    }

    const who = /^\S+ (\w+_[\w-]+)/.exec(request.headers.authorization ?? "")?.[1];
    appendFileSync(log, `${JSON.stringify({ at: new Date().toISOString(), method: request.method, path: request.url, token: who, status: answer.status, mistake: answer.mistake })}\n`);
    const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !["transfer-encoding", "connection", "keep-alive", "content-encoding", "content-length"].includes(name)));
    // The emulator does not know that it is behind something.
    const here = (text) => [upstream.calledItself, upstream.emulator].reduce((all, address) => all.replaceAll(address, `http://${request.headers.host}`), text);
    if (headers.link) headers.link = here(headers.link);
    const body = /json/.test(headers["content-type"] ?? "") ? Buffer.from(here(answer.body.toString("utf8"))) : answer.body;
    response.writeHead(answer.status, body.length ? { ...headers, "content-length": body.length } : headers);
    response.end(body);
  });

  async function reach(request, url, sent) {
    // As GitHub does; Prism would hang.
    if (sent.length && !isJson(sent)) return refusal(400, "Problems parsing JSON");
    const path = url.pathname;
    if (!mocked.some((m) => m.method === request.method && m.pattern.test(path))) return judged(await send(upstream.judge, request, sent));

    // A mock knows no media type of GitHub's own; a dispatch is answered with nothing, as it was for ever.
    const headers = { ...request.headers, accept: "application/json", ...(path.endsWith("/dispatches") ? { prefer: "code=204" } : {}) };
    const example = judged(await send(upstream.mock, { ...request, method: request.method, url: request.url, headers }, sent));
    const found = filled.find((f) => f.method === request.method && f.pattern.test(path));
    if (!found || example.mistake) return example;

    const ask = async (to) => {
      const asked = await fetch(upstream.emulator + to, { headers: { authorization: request.headers.authorization ?? "" } });
      return { status: asked.status, body: await asked.json() };
    };
    const [status, body] = await found.fill({ params: found.pattern.exec(path).groups ?? {}, query: url.searchParams, body: sent.length ? JSON.parse(sent) : {}, example: json(example.body), ask });
    return { status, headers: { "content-type": "application/json; charset=utf-8" }, body: Buffer.from(JSON.stringify(body)) };
  }
}

/** Prism says no in a media type that GitHub never sends, and its mock says it in a header. */
function judged(answer) {
  if (/^application\/problem\+json/.test(answer.headers["content-type"] ?? "")) {
    const { title, detail, validation } = json(answer.body) ?? {};
    return { ...answer, mistake: { title, detail, validation } };
  }
  const violations = (json(answer.headers["sl-violations"] ?? "[]") ?? [{ location: ["request"], severity: "Error", message: "too many to list" }])
    .filter((v) => v.location?.[0] === "request" && v.severity === "Error");
  return violations.length ? { ...answer, mistake: { title: "Invalid request", validation: violations } } : answer;
}

function refusal(status, message) {
  return { status, headers: { "content-type": "application/json; charset=utf-8" }, body: Buffer.from(JSON.stringify({ message, documentation_url: "https://docs.github.com/rest", status: String(status) })) };
}

function isJson(bytes) {
  return json(bytes) !== undefined;
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
