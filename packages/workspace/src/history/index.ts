/** What was ever committed. */
export { type History, scanHistory } from './history.ts';
export type { HistoricSecret } from './tell.ts';
