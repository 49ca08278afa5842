// The one place that names the parser. The build puts the parser itself into this module: saxes is
// CommonJS, which bundlers for no particular platform do not resolve.
export { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
