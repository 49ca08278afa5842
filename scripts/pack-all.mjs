// `pnpm pack:all`: writes the tarballs of all packages to tarballs/, and prints how another project
// installs them. Until the packages are published, this is the way to install them.
import { join } from "node:path";
import { root } from "./sources.mjs";
import { packAll, pnpmOverrides } from "./tarballs.mjs";

const tarballs = packAll(join(root, "tarballs"));
const paths = tarballs.map(({ file }) => `"${file}"`).join(" ");
console.log(`Wrote ${tarballs.length} tarballs to tarballs/.

In a project that uses npm:

npm install ${paths}

In a project that uses pnpm, add this to pnpm-workspace.yaml:

${pnpmOverrides(tarballs)}

and then run:

pnpm add ${paths}`);
