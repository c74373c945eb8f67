// Starts an emulated GitHub and Slack behind GitHub's contract, on free loopback ports, in this one process:
//
//   node start.mjs <log of exchanges>
//
// One line of JSON on standard output says where everything is. It ends when its standard input does.
//
//   client ─▶ gateway ─▶ judge (Prism) ─▶ emulator (emulate)
//                   └──▶ mock (Prism), for what the emulator lacks
import { createSign } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createEmulator } from "emulate";
import { readOperations } from "./contract.mjs";
import { gateway } from "./gateway.mjs";
import * as seed from "./seed.mjs";
import { listen, loopback, prism } from "./servers.mjs";

const [log] = process.argv.slice(2);
if (!log) throw new Error("usage: node start.mjs <log of exchanges>");
writeFileSync(log, "");

/** An installation token, got as an App gets it. */
async function botToken(emulator, key) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const said = `${part({ alg: "RS256", typ: "JWT" })}.${part({ iat: now - 60, exp: now + 540, iss: String(seed.app.id) })}`;
  const jwt = `${said}.${createSign("RSA-SHA256").update(said).sign(key).toString("base64url")}`;
  const answer = await fetch(`${emulator}/app/installations/${seed.app.installation}/access_tokens`, { method: "POST", headers: { authorization: `Bearer ${jwt}` } });
  return (await answer.json()).token;
}

const operations = readOperations(new URL("operations.txt", import.meta.url));
const github = await createEmulator({ service: "github", port: 0, hostname: loopback, seed: seed.github });
const slack = await createEmulator({ service: "slack", port: 0, hostname: loopback, seed: seed.slack });
const [emulator, slackUrl] = [github, slack].map((service) => service.url.replace("localhost", loopback));
const judge = await prism(operations, false, { isProxy: true, upstream: new URL(emulator) });
const mock = await prism(operations.filter((o) => o.kind !== "emulator"), true, { isProxy: false });
const url = await listen(gateway(operations, { judge, mock, emulator, calledItself: github.url }, log));

const key = github.generatedSecrets.find((s) => s.kind === "github.app_private_key").value;
const people = await (await fetch(`${emulator}/users?per_page=100`)).json();
console.log(JSON.stringify({
  url,
  slack: slackUrl,
  slackToken: seed.slackToken,
  tokens: seed.tokens,
  bot: await botToken(emulator, key),
  app: { ...seed.app, key },
  ids: Object.fromEntries(people.map((person) => [person.login, person.id])),
}));

// Whoever started it holds the other end: when that is gone, however it went, so is this.
process.stdin.resume().on("end", () => process.exit(0)).on("error", () => process.exit(0));
