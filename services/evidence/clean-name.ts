/** Longest name that is kept, its extension included. */
const MAX_CHARS = 100;

/**
 * A file's name as it may be shown and kept: no folders, no control, bidirectional or invisible characters
 * (`x\u202Egnp.exe` shows as `xexe.png`), at most 100 characters, never empty. It is never part of a path.
 */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const visible = last
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return shortened(visible) || 'file';
}

function shortened(name: string): string {
  const chars = [...name];
  if (chars.length <= MAX_CHARS) return name;
  const dot = chars.lastIndexOf('.');
  const ending = dot > chars.length - 12 ? chars.slice(dot) : [];
  return [...chars.slice(0, MAX_CHARS - ending.length), ...ending].join('');
}

/** `photo.bmp` as `photo.jpg`; `extension` with its dot. */
export function withExtension(name: string, extension: string): string {
  const dot = name.lastIndexOf('.');
  return `${dot > 0 ? name.slice(0, dot) : name}${extension}`;
}
