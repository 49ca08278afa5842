import { useEffect, useState } from "preact/hooks";
import { remember, remembered } from "./storage.js";

const themes = ["auto", "light", "dark"] as const;
const labels = { auto: "Auto", light: "Light", dark: "Dark" } as const;

/** Follows the system unless told otherwise, and remembers it. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(() => themes.find((name) => name === remembered("theme")) ?? "auto");
  useEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    remember("theme", theme);
  }, [theme]);
  return (
    <fieldset class="segments theme">
      <legend class="visually-hidden">Theme</legend>
      {themes.map((name) => (
        <label key={name} class="segment">
          <input type="radio" name="theme" value={name} checked={theme === name} onChange={() => setTheme(name)} />
          <span>{labels[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
