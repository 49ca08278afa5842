import { version } from "../../package.json";

/** How the client names itself in `User-Agent`. */
export const productName = `nh-client/${version}`;
