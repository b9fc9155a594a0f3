import type { Check } from './index.ts';

/** The key of the storage emulator (Azurite) and that of the Cosmos DB emulator, as Microsoft publishes them: their first characters. */
const emulators = /^(?:Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2U|C2y6yDjf5\/R\+ob0N8A7Cgv30VRDJIWEHLM)/;

export const storageKey: Check = (value, { text, start, end }) => {
  if (emulators.test(value)) return { harmless: "the key of Microsoft's emulator" };
  const account = /AccountName=([a-z0-9]{3,24})(?:;|$)/m.exec(text.slice(Math.max(0, start - 200), end + 200))?.[1];
  return account ? { known: [`storage account ${account}`] } : {};
};

/** A shared access signature tells in `se` when it ends. */
export const azureSas: Check = (value, { text, start, host }) => {
  const query = text.slice(Math.max(0, start - 600), start + value.length + 400);
  const end = /[?&;]se=(\d{4}-\d\d-\d\d)/.exec(query)?.[1];
  if (!end) return {};
  return new Date(end) < host.now() ? { known: [`expired ${end}`], harmless: `expired ${end}` } : { known: [`expires ${end}`] };
};
