import { useEffect, useState } from "preact/hooks";

const themes = ["auto", "light", "dark"] as const;
type Theme = (typeof themes)[number];
const storageKey = "nh-theme";

/** Chooses the theme, and remembers the choice. Auto follows the system. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  useEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    localStorage.setItem(storageKey, theme);
  }, [theme]);
  return (
    <fieldset class="segments theme">
      <legend class="visually-hidden">Theme</legend>
      {themes.map((name) => (
        <label key={name} class="segment">
          <input type="radio" name="theme" value={name} checked={theme === name} onChange={() => setTheme(name)} />
          <span>{name === "auto" ? "Auto" : name === "light" ? "Light" : "Dark"}</span>
        </label>
      ))}
    </fieldset>
  );
}

function readTheme(): Theme {
  const stored = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === stored) ?? "auto";
}
