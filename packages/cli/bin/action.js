// The GitHub action's entry, for release commits that hold dist/.
const home = new URL('..', import.meta.url);
const { run } = await import(new URL('dist/action.js', home).href);
await run(home);
