import { crc32 } from 'node:zlib';

export interface ZippedFile {
  /** ASCII, without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1 January 1980, so that the same files make the same archive. */
const DOS_DATE = 0x0021;
const VERSION = 20;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** A ZIP archive of some small files, not compressed. @source APPNOTE.TXT 4.3 of PKWARE */
export function zipFiles(files: readonly ZippedFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const fields = commonFields(file);
    const local = Buffer.concat([number(LOCAL, 4), fields, Buffer.from(file.name), file.bytes]);
    directory.push(entryOf(file, fields, offset));
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  return Buffer.concat([...parts, entries, endOf(files.length, entries.length, offset)]);
}

/** What the head of a file and its entry in the directory share. */
function commonFields({ name, bytes }: ZippedFile): Buffer {
  return Buffer.concat([
    // Version needed, no flags, stored, time, date.
    ...[number(VERSION, 2), number(0, 2), number(0, 2), number(0, 2), number(DOS_DATE, 2)],
    ...[number(crc32(bytes), 4), number(bytes.length, 4), number(bytes.length, 4)],
    // No extra field.
    ...[number(name.length, 2), number(0, 2)],
  ]);
}

function entryOf({ name }: ZippedFile, fields: Buffer, offset: number): Buffer {
  return Buffer.concat([
    ...[number(CENTRAL, 4), number(VERSION, 2), fields],
    // No comment, disk 0, no attributes.
    ...[number(0, 2), number(0, 2), number(0, 2), number(0, 4)],
    ...[number(offset, 4), Buffer.from(name)],
  ]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  return Buffer.concat([
    ...[number(END, 4), number(0, 2), number(0, 2), number(count, 2), number(count, 2)],
    ...[number(size, 4), number(offset, 4), number(0, 2)],
  ]);
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
