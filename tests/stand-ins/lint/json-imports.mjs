// The language service imports JSON as browsers' bundlers let it. Node wants to be told that it is JSON.
import { readFile } from 'node:fs/promises';

export async function load(url, context, nextLoad) {
  if (!url.endsWith('.json')) return nextLoad(url, context);
  const text = await readFile(new URL(url), 'utf8');
  return { format: 'module', source: `export default ${text};`, shortCircuit: true };
}
