// GitHub's own description of its API, cut down to the operations that are asked for and made fit for Prism.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);

/** The lines of operations.txt: { kind: "emulator" | "mock" | "fill", method, path }. */
export function readOperations(file) {
  return readFileSync(file, "utf8").split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#")).map((line) => {
    const words = line.split(/\s+/);
    const [kind, method, path] = words.length === 3 ? words : ["emulator", ...words];
    return { kind, method: method.toLowerCase(), path };
  });
}

/**
 * A description of these operations only.
 * @param {boolean} answers Whether what is answered is described too: a mock needs it, a judge of requests does not.
 */
export function describe(operations, { answers }) {
  const whole = require("@octokit/openapi/generated/api.github.com.json");
  const description = { openapi: whole.openapi, info: whole.info, servers: [{ url: "https://api.github.com" }], paths: {}, components: {} };
  const at = (reference) => reference.slice(2).split("/").reduce((node, key) => node?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], whole);

  for (const { method, path } of operations) {
    const known = whole.paths[path]?.[method];
    if (!known) throw new Error(`GitHub has no ${method.toUpperCase()} ${path}: correct operations.txt`);
    const operation = structuredClone(known);
    for (const noise of ["x-github", "externalDocs", "description"]) delete operation[noise];
    if (!answers) operation.responses = { default: { description: "not judged" } };
    forbidUnknownFields(operation, at);
    for (const [longer, parameters] of spellings(path, operation, at)) {
      (description.paths[longer] ??= {})[method] = { ...operation, operationId: `${operation.operationId} ${longer}`, parameters: [...(operation.parameters ?? []), ...parameters] };
    }
  }

  for (const reference of references(description.paths, at)) {
    const [, , group, name] = reference.split("/");
    (description.components[group] ??= {})[name] = structuredClone(at(reference));
  }
  sayNullAloud(description);
  return description;
}

/** A misspelt field is a mistake, though GitHub's schemas let it pass. Only for plain objects: an alternative may need the field. */
function forbidUnknownFields(operation, at) {
  const json = operation.requestBody?.content?.["application/json"];
  if (!json?.schema) return;
  const schema = json.schema.$ref ? structuredClone(at(json.schema.$ref)) : json.schema;
  const isPlain = schema.type === "object" && schema.properties && schema.additionalProperties === undefined && !schema.oneOf && !schema.anyOf && !schema.allOf;
  if (isPlain) json.schema = { ...schema, additionalProperties: false };
}

/** Prism takes one segment for a parameter; GitHub takes "heads/main" for some. They are written out for up to eight. */
function* spellings(path, operation, at) {
  yield [path, []];
  const many = (operation.parameters ?? []).map((p) => (p.$ref ? at(p.$ref) : p)).find((p) => p.in === "path" && p["x-multi-segment"]);
  if (!many) return;
  const more = [];
  for (let i = 2; i <= 8; i++) {
    // Not required: a prefix may end with a slash, and what comes behind it is nothing.
    more.push({ name: `${many.name}_${i}`, in: "path", required: false, schema: { type: "string" } });
    yield [path.replace(`{${many.name}}`, [`{${many.name}}`, ...more.map((p) => `{${p.name}}`)].join("/")), [...more]];
  }
}

/** Everything that is referred to, and what that refers to. */
function references(root, at) {
  const found = new Set();
  const waiting = [root];
  while (waiting.length) {
    for (const [key, value] of Object.entries(waiting.pop())) {
      if (key === "$ref" && typeof value === "string" && !found.has(value)) {
        found.add(value);
        waiting.push(at(value));
      } else if (value && typeof value === "object") waiting.push(value);
    }
  }
  return found;
}

/** Prism silently judges nothing by a schema that is "nullable" without a type. */
function sayNullAloud(node) {
  for (const value of Object.values(node)) if (value && typeof value === "object") sayNullAloud(value);
  if (node.nullable !== true || node.type !== undefined) return;
  delete node.nullable;
  const nothing = { enum: [null] };
  const alternatives = node.oneOf ?? node.anyOf;
  if (alternatives) return void alternatives.push(nothing);
  const same = { ...node };
  for (const key of Object.keys(node)) delete node[key];
  node.anyOf = [same, nothing];
}
