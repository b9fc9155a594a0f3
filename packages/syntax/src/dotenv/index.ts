/** Lines of keys and values: dotenv, INI and Java properties, with the place of every value. */
export { dotenvLeaves } from './dotenv.ts';
export { iniLeaves } from './ini.ts';
export { propertiesLeaves } from './properties.ts';
