import { expect } from 'chai';
import { cleanName, withExtension } from '../../../services/evidence/clean-name.ts';

describe('cleanName', () => {
  const names: readonly [string, string, string][] = [
    ['a usual name', 'IMG 0042.JPG', 'IMG 0042.JPG'],
    ['letters of any script', 'чехол 照片.png', 'чехол 照片.png'],
    ['a path upwards', '../../x.png', 'x.png'],
    ['a Windows path', 'C:\\Users\\Ana\\x.png', 'x.png'],
    ['a mixed path', '/etc\\..//x.png', 'x.png'],
    ['control characters', 'a\0b\r\n\x1b[31mc\x7f.png', 'ab[31mc.png'],
    ['a name that reads backwards', 'holiday\u202Egnp.exe', 'holidaygnp.exe'],
    ['isolates and marks', '\u2066a\u2069\u200F\u061C.png', 'a.png'],
    ['invisible characters', 'a\u200B\u200D\uFEFF\u00ADb.png', 'ab.png'],
    ['line and paragraph separators', 'a\u2028b\u2029.png', 'ab.png'],
    ['half a character', 'a\uD83Db.png', 'ab.png'],
    ['spaces of every kind', '  a \u00A0\u3000 b.png ', 'a b.png'],
    ['nothing', '', 'file'],
    ['nothing visible', '\u202E\0', 'file'],
    ['a folder alone', 'folder/', 'file'],
  ];
  for (const [what, name, clean] of names)
    it(`keeps what can be shown of ${what}`, () => {
      expect(cleanName(name)).to.equal(clean);
    });

  it('cuts a long name but keeps its extension', () => {
    const clean = cleanName(`${'😀'.repeat(300)}.jpeg`);
    expect([...clean]).to.have.length(100);
    expect(clean.endsWith('😀.jpeg')).to.equal(true);
  });

  it('changes a clean name no more', () => {
    for (const [, name] of names) expect(cleanName(cleanName(name))).to.equal(cleanName(name));
  });
});

describe('withExtension', () => {
  it('replaces the last extension, or adds one', () => {
    expect(withExtension('a.b.bmp', '.jpg')).to.equal('a.b.jpg');
    expect(withExtension('photo', '.jpg')).to.equal('photo.jpg');
    expect(withExtension('.bmp', '.jpg')).to.equal('.bmp.jpg');
  });
});
