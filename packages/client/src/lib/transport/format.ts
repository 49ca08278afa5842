export { formatRequest, formatResponse } from "@nh/wire";
