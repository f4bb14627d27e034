import { join } from 'node:path';
import { expect } from 'chai';
import { decodeModel, encodeModel } from '../../../knowledge/understanding/model-file.ts';
import { createRecognizer } from '../../../knowledge/understanding/recognize.ts';
import { trainModel } from '../../../knowledge/understanding/train.ts';
import { readWordTable } from '../../../knowledge/understanding/word-table.ts';
import { knowledgeRoot } from '../loaded.ts';

const table = readWordTable(join(knowledgeRoot, 'understanding', 'words', 'en.bin'));
const examples = [
  { label: 'track_order', text: 'where is my parcel' },
  { label: 'track_order', text: 'track my order' },
  { label: 'thanks', text: 'thank you very much' },
  { label: 'oos', text: 'what is the weather' },
];

describe('What was learnt', () => {
  it('is the same from the same examples, byte for byte', () => {
    const [one, two] = [trainModel(examples, table), trainModel(examples, table)];
    expect(encodeModel(one, 'a').equals(encodeModel(two, 'a'))).to.equal(true);
  });

  it('answers the same after it was kept and read again', () => {
    const model = trainModel(examples, table);
    const kept = decodeModel(encodeModel(model, 'a'), 'a');
    if (!kept) return expect.fail('not read');
    const say = 'wheres the parcel i orderd';
    expect(createRecognizer(kept, table)(say)).to.deep.equal(createRecognizer(model, table)(say));
  });

  it('is made again if the examples, the words or the code are others, or the file is broken', () => {
    const bytes = encodeModel(trainModel(examples, table), 'a');
    expect(decodeModel(bytes, 'b')).to.equal(undefined);
    expect(decodeModel(bytes.subarray(0, bytes.length - 1), 'a')).to.equal(undefined);
    expect(decodeModel(Buffer.from('{"version":1}\n'), 'a')).to.equal(undefined);
    expect(decodeModel(Buffer.alloc(0), 'a')).to.equal(undefined);
  });

  it('is certain of an example word for word', () => {
    const understand = createRecognizer(trainModel(examples, table), table);
    expect(understand('Track my order!').intents).to.deep.equal([
      { label: 'track_order', score: 1 },
    ]);
  });
});
