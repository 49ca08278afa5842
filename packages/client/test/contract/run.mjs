// `pnpm contract`: does the same with a real hub and with the local hub, and says where they
// differ. It reads NH_CONNECTION_STRING and NH_HUB. The policy needs the right Manage.
import { env } from "node:process";
import { parseConnectionString } from "@nh/auth";
import { createHub } from "@nh/hub";
import { compare } from "./compare.mjs";
import { steps } from "./operations.mjs";
import { record } from "./record.mjs";

const { NH_CONNECTION_STRING: connectionString, NH_HUB: hubName } = env;
if (!connectionString || !hubName) {
  console.error(`Nothing was sent: pnpm contract needs credentials.
Set NH_CONNECTION_STRING to the connection string of a policy with the right Manage, and NH_HUB to
the name of the hub. Use a hub that has no devices of customers.`);
  process.exit(2);
}

const { endpoint } = parseConnectionString(connectionString);
console.log(`This uses the hub "${hubName}" of ${new URL(endpoint).host}. It makes about 20 requests:

${steps.map(({ title }) => `- ${title}`).join("\n")}

The installation, the registration and the tag have random names, and their handles belong to no
device. Nothing is broadcast. What is written is deleted at the end.
`);

const local = createHub({ hubs: [hubName] });
const service = await record(connectionString, hubName, fetch);
const rows = compare(service, await record(local.connectionString, hubName, local.fetch));
local.close();
for (const { title, differences, note } of rows) {
  console.log(`${differences.length > 0 ? "differs" : "same   "}  ${title}${note === undefined ? "" : ` (${note})`}`);
  for (const difference of differences) console.log(`         ${difference}`);
}
const differing = rows.filter(({ differences }) => differences.length > 0).length;
console.log(`\n${rows.length} steps, ${differing} of them differ`);
process.exitCode = differing > 0 ? 1 : 0;
