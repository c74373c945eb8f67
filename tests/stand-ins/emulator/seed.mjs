// Who and what is at the emulated GitHub and Slack. The tokens are made up, local and worth nothing.
const people = ["iris", "pablo", "quinn", "diego", "dana", "clara", "acme-contact", "dac-bot", "mallory"];
const team = ["iris", "pablo", "quinn", "diego", "clara", "dac-bot"];
const repo = (name, isPrivate) => ({ owner: "acme", name, private: isPrivate, default_branch: "main", auto_init: true });

export const tokens = Object.fromEntries(people.map((login) => [login, `ghp_${login}`]));
export const slackToken = "xoxb-delivery";
export const app = { id: 4242, installation: 7001 };

const known = Object.fromEntries(people.map((login) => [tokens[login], { login, scopes: ["repo", "user", "admin:org", "workflow"] }]));

export const github = {
  tokens: known,
  github: {
    // Whoever comes with an unknown token is the first of these: an outsider without a name that anybody trusts.
    users: ["unknown-token", ...people].map((login) => ({ login, name: login, email: `${login}@acme.example` })),
    orgs: [{ login: "acme", members: [{ login: "dana", role: "admin" }, ...team.map((login) => ({ login, role: "member" }))] }],
    repos: [repo("shop", false), repo("vault", true), repo("bots", false)],
    apps: [{
      app_id: app.id,
      slug: "dac-bot",
      name: "dac-bot[bot]", // It becomes the author of the App's commits, who is called so at GitHub.
      // Without a private key: one is made at every start.
      permissions: { actions: "write", checks: "write", contents: "write", deployments: "write", issues: "write", members: "read", metadata: "read", pull_requests: "write", statuses: "write" },
      events: [],
      installations: [{ installation_id: app.installation, account: "acme", repository_selection: "all" }],
    }],
  },
};

export const slack = {
  tokens: known,
  slack: {
    strict_scopes: true, // Else everybody may post.
    team: { name: "Acme", domain: "acme" },
    users: [{ name: "dana", real_name: "dana", email: "dana@acme.example" }],
    channels: [{ name: "releases", topic: "Releases" }],
    bots: [{ name: "delivery" }],
    tokens: [{ token: slackToken, type: "bot", user: "delivery", scopes: ["chat:write", "channels:read", "channels:history"] }],
    incoming_webhooks: [{ channel: "releases", label: "Releases" }],
  },
};
