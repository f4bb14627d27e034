import type { Images, Inspected } from '../../services/evidence-port.ts';

const jpeg = { contentType: 'image/jpeg', width: 800, height: 600 };
const bytesOf = (text: string, length = text.length): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set(new TextEncoder().encode(text).slice(0, length));
  return bytes;
};

const accepted = (contentType = 'image/jpeg'): Inspected => ({
  ...jpeg,
  verdict: 'accepted',
  contentType,
  served: bytesOf('served'),
});

/**
 * What the images of a transcript turn out to be, by their name: the dialogs only see the verdicts, the real
 * inspection has tests of its own.
 */
export const pictures: Images = {
  async inspect({ name, bytes, allowed }) {
    const extension = name.slice(name.lastIndexOf('.'));
    if (name.startsWith('huge') && !bytesAreSmaller(bytes))
      return { ...jpeg, verdict: 'file_too_large', smaller: bytesOf('smaller', 1_400_000) };
    if (name.startsWith('giant')) return { ...jpeg, verdict: 'file_too_large' };
    if (name.startsWith('damaged')) return { verdict: 'image_broken' };
    if (name.startsWith('poster')) return { verdict: 'image_too_many_pixels' };
    if (name.startsWith('renamed')) return { verdict: 'file_type' };
    if (extension === '.gif' && !allowed.includes('.gif'))
      return { verdict: 'file_type', converted: bytesOf('png', 90_000) };
    if (!allowed.includes(extension)) return { verdict: 'file_type' };
    return accepted(extension === '.png' ? 'image/png' : 'image/jpeg');
  },
};

const bytesAreSmaller = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.slice(0, 7)) === 'smaller';
