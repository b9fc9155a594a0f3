// The GitHub action's entry, for release commits that hold dist/.
const { pathToFileURL } = require('node:url');

const home = new URL('..', pathToFileURL(__filename));
import(new URL('dist/action.js', home).href).then(({ run }) => run(home));
