import { csharpSample, javaSample, pythonSample } from "./other-languages.js";
import type { SendSample } from "./send-sample.js";
import { curlSample, nhSample } from "./shell.js";
import { typescriptSample, vitestSample } from "./typescript.js";

/** Every form in which a send can be copied. */
export const sampleLanguages: readonly {
  readonly id: string;
  readonly label: string;
  readonly write: (sample: SendSample) => string;
}[] = [
  { id: "typescript", label: "TypeScript", write: typescriptSample },
  { id: "nh", label: "nh", write: nhSample },
  { id: "curl", label: "curl", write: curlSample },
  { id: "python", label: "Python", write: pythonSample },
  { id: "csharp", label: "C#", write: csharpSample },
  { id: "java", label: "Java", write: javaSample },
  { id: "test", label: "Vitest", write: vitestSample },
];
