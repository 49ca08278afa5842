export { type DefinedTemplate, defineTemplate } from "./lib/template/define-template.js";
export {
  type LintOptions,
  lintTemplate,
  type TemplateFinding,
  type TemplateFindingCode,
} from "./lib/template/lint-template.js";
export {
  parseTemplate,
  type Template,
} from "./lib/template/parse-template.js";
export type { RenderOptions, RenderProperties } from "./lib/template/property-lookup.js";
export { renderExpression, renderTemplate } from "./lib/template/render-template.js";
export { TEMPLATE_LIMIT_BYTES, TEMPLATE_LIMIT_DEPTH, type TemplateFormat } from "./lib/template/scan-template.js";
export type { TemplateOptions, TemplateProperties } from "./lib/template/template.js";
export {
  isTemplateError,
  TemplateError,
  type TemplateErrorCode,
  type TemplateErrorDetails,
} from "./lib/template/template-error.js";
