import { expect } from 'chai';
import { extensionOf, fileRefusals } from '../../../services/domain/file-rules.ts';
import { aFile } from '../../support/fixtures.ts';
import { rules } from './story.ts';

const codesOf = (
  changes: Parameters<typeof aFile>[0],
  rule: 'openingFiles' | 'evidenceFiles' = 'openingFiles',
) => fileRefusals([aFile(changes)], 0, rule, rules).map(({ code }) => code);

describe('files of a dispute', () => {
  const taken: readonly [string, string][] = [
    ['a.jpg', 'image/jpeg'],
    ['a.jpeg', 'image/jpeg'],
    ['A.JPG', 'image/jpeg'],
    ['a.png', 'image/png'],
    ['a.bmp', 'image/bmp'],
  ];
  for (const [name, contentType] of taken)
    it(`take ${name} at any time`, () => {
      expect(codesOf({ name, contentType })).to.deep.equal([]);
      expect(codesOf({ name, contentType }, 'evidenceFiles')).to.deep.equal([]);
    });

  it('take a gif when a dispute is opened (S3), not later (S5)', () => {
    const gif = { name: 'a.gif', contentType: 'image/gif' };
    expect(codesOf(gif)).to.deep.equal([]);
    expect(codesOf(gif, 'evidenceFiles')).to.deep.equal(['file_type']);
  });

  const refused: readonly [string, string][] = [
    ['letter.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['letter.jpg', 'application/zip'],
    ['photo.png', 'image/jpeg'],
    ['photo', 'image/jpeg'],
    ['clip.mp4', 'video/mp4'],
  ];
  for (const [name, contentType] of refused)
    it(`refuse ${name} of ${contentType}`, () => {
      expect(codesOf({ name, contentType })).to.deep.equal(['file_type']);
    });

  it('must have strictly less than 2 MiB', () => {
    const limit = 2 * 1024 * 1024;
    expect(codesOf({ bytes: limit - 1 })).to.deep.equal([]);
    expect(codesOf({ bytes: limit })).to.deep.equal(['file_too_large']);
    expect(codesOf({ bytes: limit + 1 })).to.deep.equal(['file_too_large']);
  });

  it('are refused for everything that is wrong with each of them', () => {
    const word = aFile({ name: 'a.docx', contentType: 'application/zip', bytes: 5_000_000 });
    const found = fileRefusals([word, aFile(), word], 8, 'openingFiles', rules);
    expect(found.map(({ code, facts }) => [code, facts.name ?? facts.max])).to.deep.equal([
      ['file_type', 'a.docx'],
      ['file_too_large', 'a.docx'],
      ['file_type', 'a.docx'],
      ['file_too_large', 'a.docx'],
      ['too_many_files', 10],
    ]);
  });

  it('are ten at most', () => {
    expect(fileRefusals([aFile()], 9, 'evidenceFiles', rules)).to.deep.equal([]);
    expect(fileRefusals([aFile()], 10, 'evidenceFiles', rules)).to.have.length(1);
  });

  it('have the extension behind the last dot', () => {
    expect(['a.b.PNG', 'a', 'a.'].map(extensionOf)).to.deep.equal(['.png', '', '.']);
  });
});
