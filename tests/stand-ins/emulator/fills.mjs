// What the emulator lacks and an example would lie about. The request was judged by GitHub's contract before.
// A fill gets what was asked for, a way to ask the emulator, and GitHub's example; it gives [status, body].
const notFound = [404, { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" }];

export function fills() {
  const deployments = [];
  const statuses = new Map();
  let last = 0;
  const made = (example, body, more) => ({ ...example, ...body, id: ++last, ...more });
  const time = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

  return [
    ["GET", "/user/:id", async ({ params, ask }) => {
      const known = (await ask("/users?per_page=100")).body.find((user) => String(user.id) === params.id);
      return known ? [200, (await ask(`/users/${known.login}`)).body] : notFound;
    }],
    ["GET", "/repos/:owner/:repo/rules/branches/:branch+", async () => [200, []]],
    // Who moved a branch is not kept here, and an empty list would say that nobody did.
    ["GET", "/repos/:owner/:repo/activity", async () => notFound],
    ["GET", "/repos/:owner/:repo/commits/:sha/pulls", async ({ params, ask }) => {
      const pulls = (await ask(`/repos/${params.owner}/${params.repo}/pulls?state=all&per_page=100`)).body;
      return [200, pulls.filter((pull) => pull.head.sha === params.sha || pull.merge_commit_sha === params.sha)];
    }],
    ["GET", "/repos/:owner/:repo/pulls/:number/requested_reviewers", async ({ params, ask }) => {
      const { status, body } = await ask(`/repos/${params.owner}/${params.repo}/pulls/${params.number}`);
      return status === 200 ? [200, { users: body.requested_reviewers, teams: body.requested_teams }] : [status, body];
    }],
    ["POST", "/repos/:owner/:repo/deployments", async ({ params, ask, body, example }) => {
      const { status, body: commit } = await ask(`/repos/${params.owner}/${params.repo}/commits/${body.ref}`);
      if (status !== 200) return [422, { message: `No ref found for: ${body.ref}`, status: "422" }];
      const deployment = made(example, { environment: "production", task: "deploy", ...body }, { sha: commit.sha, created_at: time(), updated_at: time() });
      deployments.unshift(deployment);
      statuses.set(String(deployment.id), []);
      return [201, deployment];
    }],
    ["GET", "/repos/:owner/:repo/deployments", async ({ query }) =>
      [200, deployments.filter((d) => ["environment", "ref", "sha", "task"].every((name) => !query.has(name) || d[name] === query.get(name)))]],
    ["GET", "/repos/:owner/:repo/deployments/:id", async ({ params }) => {
      const deployment = deployments.find((d) => String(d.id) === params.id);
      return deployment ? [200, deployment] : notFound;
    }],
    ["POST", "/repos/:owner/:repo/deployments/:id/statuses", async ({ params, body, example }) => {
      if (!statuses.has(params.id)) return notFound;
      const status = made(example, body, { created_at: time(), updated_at: time() });
      statuses.get(params.id).unshift(status);
      return [201, status];
    }],
    ["GET", "/repos/:owner/:repo/deployments/:id/statuses", async ({ params }) => (statuses.has(params.id) ? [200, statuses.get(params.id)] : notFound)],
    ["GET", "/repos/:owner/:repo/environments", async () => [200, { total_count: 0, environments: [] }]],
    ["GET", "/repos/:owner/:repo/environments/:name", async () => notFound],
  ].map(([method, path, fill]) => ({ method, pattern: pattern(path), fill }));
}

function pattern(path) {
  return new RegExp(`^${path.replace(/:([a-z]+)(\+?)/g, (_, name, many) => `(?<${name}>${many ? ".+" : "[^/]+"})`)}$`);
}
