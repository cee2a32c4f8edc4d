import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../src/lib/image/bytes';
import { cleanImage } from '../../src/lib/image/clean-image';
import { orientationSegment } from '../../src/lib/image/orientation';
import { ImageRefusal } from '../../src/lib/image/refusal';
import { type Bytes, file, files } from '../helpers/images/files';
import { exifSegment, TAIL, withMetadata } from '../helpers/images/metadata';
import { assembled, jpegSegment, piecesOf } from '../helpers/images/pieces';
import { holdsSecret, metadataIn } from '../helpers/images/reader';

const clean = async (bytes: Bytes) => concatBytes((await cleanImage(bytes)).parts);

const faultOf = (bytes: Bytes) =>
  cleanImage(bytes).then(
    () => 'taken',
    (error) => (error instanceof ImageRefusal ? error.fault : error),
  );

const text = (value: string): Bytes => Uint8Array.from(value, (char) => char.charCodeAt(0));

const withOrientation = (value: number, order: 'II' | 'MM' = 'II') => {
  const [soi, ...rest] = piecesOf(file('baseline.jpg')) as [Bytes, ...Bytes[]];
  return assembled([soi, exifSegment(value, order), ...rest]);
};

describe('a picture of each format', () => {
  it.each(Object.keys(files))('%s loses everything except its pixels', async (name) => {
    const dirty = withMetadata(file(name));
    expect(metadataIn(dirty)).toEqual(expect.arrayContaining(['exif', 'gps', 'xmp']));
    expect(holdsSecret(dirty)).toBe(true);
    const out = await clean(dirty);
    expect(metadataIn(out)).toEqual([]);
    expect(holdsSecret(out)).toBe(false);
    expect(Buffer.from(out).indexOf(Buffer.from(TAIL))).toBe(-1);
  });

  it.each(Object.keys(files))(
    '%s without metadata stays the same when cleaned again',
    async (name) => {
      const once = await clean(file(name));
      expect(await clean(once)).toEqual(once);
      const { width, height, rotation } = await cleanImage(file(name));
      expect({ width, height, rotation }).toEqual({ width: 330, height: 370, rotation: 0 });
    },
  );

  it.each(['profile.jpg', 'profile.png', 'profile.webp'])('%s keeps its profile', async (name) => {
    const out = await clean(file(name));
    expect(Buffer.from(out).includes(name.endsWith('png') ? 'iCCP' : 'acsp')).toBe(true);
  });

  it('is identified by its bytes, whatever it claims', async () => {
    expect((await cleanImage(file('restart.jpg'))).type).toBe('image/jpeg');
    expect((await cleanImage(file('interlaced.png'))).type).toBe('image/png');
    expect((await cleanImage(file('lossless.webp'))).type).toBe('image/webp');
  });
});

describe('orientation', () => {
  it.each([
    [1, 0, 330, 370],
    [3, 180, 330, 370],
    [6, 90, 370, 330],
    [8, 270, 370, 330],
    // Not a valid EXIF value.
    [0, 0, 330, 370],
    [9, 0, 330, 370],
  ])('%i is a rotation by %i', async (value, rotation, width, height) => {
    for (const order of ['II', 'MM'] as const) {
      const image = await cleanImage(withOrientation(value, order));
      expect(image).toMatchObject({ rotation, width, height });
      expect(metadataIn(concatBytes(image.parts))).toEqual([]);
    }
  });

  it.each([2, 4, 5, 7])('%i is mirrored and rejected', async (value) => {
    expect(await faultOf(withOrientation(value))).toBe('orientation');
  });

  it('is restored as a segment of 36 bytes', async () => {
    const { rotation, parts } = await cleanImage(withOrientation(6));
    const segment = orientationSegment(rotation);
    expect(segment.length).toBe(36);
    const [soi = segment, ...rest] = parts;
    const served = concatBytes([soi, segment, ...rest]);
    expect(metadataIn(served)).toEqual(['exif']);
    expect(await cleanImage(served)).toMatchObject({ rotation: 90, parts });
  });

  it('is none if EXIF cannot be read', async () => {
    const [soi, ...rest] = piecesOf(file('baseline.jpg')) as [Bytes, ...Bytes[]];
    const broken = jpegSegment(0xe1, text('Exif\0\0II*\0\x08\0\0\0\xff\xff'));
    expect(await cleanImage(assembled([soi, broken, ...rest]))).toMatchObject({ rotation: 0 });
  });
});
