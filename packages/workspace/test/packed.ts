import { deflateRawSync, gzipSync } from 'node:zlib';

export interface Packed {
  name: string;
  content: Uint8Array | string;
  /** General purpose flags: 1 is encrypted. */
  flags?: number;
  /** Size that the directory says. */
  size?: number;
  method?: number;
}

/** A zip archive of these entries, deflated. */
export function zip(entries: Record<string, Uint8Array | string> | Packed[]): Buffer {
  const list: Packed[] = Array.isArray(entries) ? entries : Object.entries(entries).map(([name, content]) => ({ name, content }));
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, flags = 0, size = Buffer.from(content as string).length, method = 8 } of list) {
    const data = method === 8 ? deflateRawSync(content) : Buffer.from(content as string);
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(title.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(title.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, title, data);
    directory.push(central, title);
    offset += local.length + title.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(list.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(list.length, 0xffff), 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** A tar archive of these files; names of more than 100 characters as GNU writes them. */
export function tar(files: Record<string, Uint8Array | string>): Buffer {
  const blocks: Buffer[] = [];
  const add = (name: string, kind: string, content: Buffer): void => {
    const header = Buffer.alloc(512);
    header.write(name.slice(0, 100), 0);
    header.write('0000644\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write(kind, 156);
    header.write('ustar\x0000', 257);
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    blocks.push(header, content, Buffer.alloc((512 - (content.length % 512)) % 512));
  };
  for (const [name, content] of Object.entries(files)) {
    if (name.length > 100) add('././@LongLink', 'L', Buffer.from(`${name}\0`));
    add(name, '0', Buffer.from(content as string));
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export const tgz = (files: Record<string, Uint8Array | string>): Buffer => gzipSync(tar(files));
