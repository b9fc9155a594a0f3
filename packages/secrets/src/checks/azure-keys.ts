/**
 * Azure keys that say what they open: a signature of four characters, and a checksum whose seed tells what the key may do. Forms, seeds and
 * signatures are those of microsoft/security-utilities, with which the services make them. What has another checksum is still a key: not every
 * seed is published.
 */
import { bytesOfBase64 } from './base64.ts';
import { crc32Of } from './crc32.ts';
import type { Check } from './index.ts';
import { marvin32 } from './marvin.ts';

/** By signature: the service, and by seed what the key is. */
const identifiable: Record<string, [service: string, Record<string, string>]> = {
  '+ASt': ['Azure Storage', { Default0: 'account key' }],
  ACDb: [
    'Azure Cosmos DB',
    {
      MastRW00: 'primary or secondary key, to read and write',
      MastRO00: 'primary or secondary key, to read',
      SystRW00: 'system key, to read and write',
      SystRO00: 'system key, to read',
      SysAll00: 'system key',
      Resour00: 'resource key',
      Encryp00: 'encryption key',
    },
  ],
  '+ABa': ['Azure Batch', { AbAcct00: 'account key' }],
  AzFu: ['Azure Functions', { Master00: 'master key', System00: 'system key', Functi00: 'function key' }],
  AzCa: ['Azure Cache for Redis', { Access00: 'access key' }],
  AzSe: ['Azure AI Search', { PAdmin00: 'admin key', Query000: 'query key' }],
  '+AMC': ['Azure Machine Learning (classic)', { Classic0: 'web service key' }],
  '+ACR': ['Azure Container Registry', { ACRDflt0: 'access key' }],
  '+ASb': ['Azure Service Bus', messaging()],
  '+AEh': ['Azure Event Hubs', messaging()],
  '+ARm': ['Azure Relay', messaging()],
  AIoT: ['Azure IoT', { IoTHub00: 'hub key', DpsKey00: 'key of the provisioning service', Device00: 'device key' }],
  APIM: [
    'Azure API Management',
    { Tenant00: 'key of direct management', IoTHub00: 'subscription key', Gatewy00: 'gateway key', GitKey00: 'repository key' },
  ],
  AZEG: ['Azure Event Grid', { SendRecv: 'access key' }],
};

function messaging(): Record<string, string> {
  return {
    Send0000: 'key to send',
    Listen00: 'key to listen',
    Manage00: 'key to manage',
    Unknown0: 'shared access key',
    System00: 'system key',
  };
}

/** 24 or more random bytes, three of signature, four of checksum, in base64. */
export const azureIdentifiable: Check = value => {
  const key = value.replace(/=+$/, '');
  const [service, seeds] = identifiable[key.slice(-10, -6)] ?? [undefined, {}];
  const bytes = bytesOfBase64(key);
  if (!service || !bytes) return {};
  const sum = bytes.subarray(-4);
  for (const [seed, what] of Object.entries(seeds))
    if (marvin32(bytes.subarray(0, -4), seed).every((byte, at) => byte === sum[at])) return { valid: true, known: [`${service} ${what}`] };
  return { known: [service] };
};

/** By the signature of a common annotated security key. */
const annotated: Record<string, string> = {
  ACOG: 'Azure AI services',
  AZAC: 'Azure App Configuration',
  AZCS: 'Azure Communication Services',
  AZDO: 'Azure DevOps',
  AZEG: 'Azure Event Grid',
  AZFR: 'Azure Fluid Relay',
  AZMP: 'Azure Maps',
  AZMR: 'Azure Mixed Reality',
};

/** 80 characters that say what they belong to, and a checksum. All AI services share a signature; what stands before it tells OpenAI apart. */
export const azureAnnotated: Check = value => {
  const service = annotated[value.slice(76, 80)];
  return service ? { known: [value.slice(72, 80) === 'AAABACOG' ? 'Azure OpenAI' : service] } : {};
};

const urlCharacters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';

/** A client secret of Entra ID (`8Q~`): its last three characters begin the checksum of the others. */
export const entraSecret: Check = value => {
  const sum = marvin32(
    Uint8Array.from(value.slice(0, -3), character => character.charCodeAt(0)),
    'AadPwd00',
  );
  let number = new DataView(sum.buffer).getUint32(0, true);
  let text = '';
  for (; number > 0; number = Math.floor(number / 66)) text = urlCharacters[number % 66] + text;
  return text.padStart(6, urlCharacters[0]).startsWith(value.slice(-3)) ? { valid: true } : {};
};

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** An older personal access token of Azure DevOps: 32 bytes in base 32, of which four, spread among them, are the CRC-32 of the others. */
export const azureDevopsToken: Check = value => {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of value.toLowerCase()) {
    bits = (bits << 5) | base32.indexOf(character);
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >>> held) & 0xff);
      bits &= (1 << held) - 1;
    }
  }
  const sum = (bytes[2]! << 24) | (bytes[7]! << 16) | (bytes[8]! << 8) | bytes[22]!;
  const made = crc32Of([...bytes.slice(0, 2), ...bytes.slice(3, 7), ...bytes.slice(9, 22), ...bytes.slice(23)]);
  if ((made ^ 0xe0b9692d) === sum) return { valid: true, known: ["a user's token"] };
  return (made ^ 0x1019f92e) === sum ? { valid: true, known: ["an application's token"] } : {};
};
