import { type HttpDouble, startHttpDouble } from "./http-double.js";

/** Mi Push. */
export interface XiaomiDouble extends HttpDouble {
  /** The forms that were pushed. */
  readonly pushed: Record<string, string>[];
}

export const appSecret = "xiaomi-secret";

/** Starts one. Handles that begin with `bad` and `listed` get what Xiaomi says of such devices. */
export async function startXiaomiDouble(): Promise<XiaomiDouble> {
  const pushed: Record<string, string>[] = [];
  const double = await startHttpDouble(({ path, headers, body }) => {
    if (path !== "/v3/message/regid") return { status: 404 };
    if (headers.authorization !== `key=${appSecret}`) return no(21301, "认证失败", "invalid application or secret");
    const form = Object.fromEntries(new URLSearchParams(body.toString()));
    const handle = String(form.registration_id);
    if (handle.startsWith("bad")) return no(20301, "发送消息失败", "No valid targets!");
    const data = { id: `scm${pushed.length + 1}`, ...(handle.startsWith("listed") ? { bad_regids: handle } : {}) };
    if (!handle.startsWith("listed")) pushed.push(form);
    return {
      status: 200,
      body: { result: "ok", code: 0, data, description: "成功", info: "Received push messages for 1 REGID" },
    };
  });
  return Object.assign(double, { pushed });
}

function no(code: number, description: string, reason: string) {
  return { status: 200, body: { result: "error", code, description, reason, trace_id: "t1" } };
}
