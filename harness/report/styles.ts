import { colourDefinitions } from "./colours.ts";

/** The page's style sheet. */
export const STYLES = `
:root { color-scheme: light dark; ${colourDefinitions("light")} }
@media (prefers-color-scheme: dark) { :root { ${colourDefinitions("dark")} } }
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 68rem; padding: 0 1rem 4rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--link); }
:target { scroll-margin-top: 1rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 2rem 0 0.5rem; }
h2 {
  font-size: 1.4rem; line-height: 1.3; margin: 3.5rem 0 0.75rem;
  padding-bottom: 0.3rem; border-bottom: 2px solid var(--line);
}
h3 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 0.1rem; }
h4, h5 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
p { margin: 0.4rem 0; max-width: 46rem; }
ul { padding-left: 1.25rem; }
code, pre { font-family: ui-monospace, "SF Mono", Consolas, monospace; font-size: 0.875em; }
pre {
  background: var(--raised); border: 1px solid var(--line); border-radius: 0.4rem;
  padding: 0.6rem 0.8rem; overflow-x: auto;
}
.soft { color: var(--soft); font-size: 0.875rem; font-weight: normal; }
.note { color: var(--soft); font-size: 0.8125rem; }
.statement { font-size: 1.05rem; }
.suite { margin: 2.5rem 0 3.5rem; }
h2 + .suite { margin-top: 1.25rem; }
.badge {
  display: inline-block; padding: 0.05rem 0.5rem; border-radius: 0.35rem;
  border: 1px solid transparent; font-size: 0.8125rem; font-weight: 600;
  white-space: nowrap;
}
.good { color: var(--good); background: var(--good-ground); }
.bad { color: var(--bad); background: var(--bad-ground); }
.open { color: var(--open); background: var(--open-ground); }
.faint { background: none; border: 1px dashed currentColor; }
.counts { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; list-style: none; margin: 1rem 0 1.25rem; padding: 0; }
.counts strong { font-size: 1.3rem; margin-right: 0.25rem; vertical-align: -0.1rem; }
table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.3rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem 0.35rem 0; font-weight: normal; }
thead th { color: var(--soft); border-bottom: 1px solid var(--line); vertical-align: bottom; }
tbody tr + tr { border-top: 1px solid var(--grid); }
tbody th { min-width: 13rem; max-width: 26rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .number, .wraps { white-space: normal; }
td.text { min-width: 7rem; }
.scroll { overflow-x: auto; margin: 0.75rem 0 1.25rem; }
.overview { width: 100%; }
.overview tbody th { font-weight: 600; width: 40%; }
.overview p { margin: 0 0 0.3rem; }
.tier { display: none; }
.figures { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); margin: 1.25rem 0; }
.figure { margin: 0; }
.wide, .figures > .note { grid-column: 1 / -1; margin: 0; }
details > .result { border-left: 3px solid var(--grid); padding-left: 1rem; }
figcaption { font-size: 0.9375rem; max-width: 46rem; }
.panels {
  display: grid; gap: 1rem 1.5rem; margin-top: 0.5rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
}
.panel p { font-size: 0.8125rem; font-weight: 600; margin: 0 0 0.2rem; }
.panel svg { display: block; width: 100%; max-width: 30rem; height: auto; overflow: visible; }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; list-style: none; margin: 0.4rem 0 0; padding: 0; font-size: 0.8125rem; }
.legend svg { vertical-align: -0.1em; margin-right: 0.4rem; }
details { margin: 0.6rem 0; }
summary { cursor: pointer; color: var(--link); font-size: 0.9375rem; }
.list-title { font-size: 0.8125rem; font-weight: 600; margin: 0.8rem 0 0.2rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 0.2rem 1.25rem; margin: 0; font-size: 0.8125rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: 0.75rem; }
@media (max-width: 42rem) {
  .overview, .overview caption, .overview tbody, .overview tr, .overview tbody th, .overview td { display: block; width: auto; max-width: none; }
  .overview thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  .overview tbody tr { padding: 0.6rem 0; }
  .overview tbody th { padding: 0 0 0.3rem; }
  .overview td { display: flex; gap: 0.75rem; padding: 0.15rem 0; }
  .scroll td { white-space: nowrap; }
  tbody th { min-width: 9rem; }
  .tier { display: inline; flex: 0 0 3.2rem; color: var(--soft); font-size: 0.8125rem; }
}
@media print { details:not([open]) > * { display: revert; } }
`;
