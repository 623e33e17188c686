// The pictures of one pack, drawn on a canvas: see frames.py, which writes it.

// Sheets of tiles that are unpacked, 4 MB each, of all packs of a page; the one used last
// stands last. A phone has not room for many.
const KEPT = 24;
const unpacked = new Map();

function remember(key, bitmap) {
  unpacked.delete(key);
  unpacked.set(key, bitmap);
  if (unpacked.size > KEPT) {
    const [oldest] = unpacked.keys();
    unpacked.delete(oldest);
  }
}

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint32Array(await new Response(stream).arrayBuffer());
}

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

// Open a pack and its first picture. show(canvas, numbers) draws that picture with these
// frames over it, at once where their sheets are unpacked; else as soon as they are,
// unless something newer was asked for. It returns true if all is drawn, else a promise
// of true, or of false for nothing.
export async function openPack(packUrl, baseUrl) {
  const [packed, base] = await Promise.all([
    fetched(packUrl).then((answer) => answer.arrayBuffer()),
    fetched(baseUrl).then((answer) => answer.blob()).then((blob) => createImageBitmap(blob)),
  ]);
  const length = new DataView(packed).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(packed, 4, length)));
  const { width, height, tile, columns, sheet } = header;
  let start = 4 + length;
  const places = await inflated(new Uint8Array(packed, start, header.places));
  start += header.places;
  const sheets = header.sheets.map((size) => {
    start += size;
    return packed.slice(start - size, start);
  });
  const frames = [];
  for (let at = 0; frames.length < header.count; at += places[at] + 1) {
    frames.push(places.subarray(at + 1, at + 1 + places[at]));
  }
  const across = Math.ceil(width / tile);
  const mask = 2 ** header.numbers - 1;
  const latest = new WeakMap(); // what each canvas was asked for last
  const unpacking = new Map();

  const sheetOf = (spot) => Math.floor((spot & mask) / sheet);
  const key = (number) => `${packUrl} ${number}`;
  const needed = (numbers) => new Set(numbers.flatMap((number) => Array.from(frames[number], sheetOf)));
  function unpack(number) {
    if (!unpacking.has(number)) {
      const bitmap = createImageBitmap(new Blob([sheets[number]], { type: "image/webp" }));
      unpacking.set(number, bitmap.then((made) => {
        remember(key(number), made);
        unpacking.delete(number);
        return made;
      }));
    }
    return unpacking.get(number);
  }
  function paint(canvas, numbers, bitmaps) {
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    context.drawImage(base, 0, 0);
    for (const number of numbers) {
      for (const spot of frames[number]) {
        const [place, from] = [spot >>> header.numbers, (spot & mask) % sheet];
        context.drawImage(
          bitmaps.get(sheetOf(spot)),
          (from % columns) * tile, Math.floor(from / columns) * tile, tile, tile,
          (place % across) * tile, Math.floor(place / across) * tile, tile, tile,
        );
      }
    }
    return true;
  }
  return {
    width,
    height,
    show(canvas, numbers) {
      const turn = {};
      latest.set(canvas, turn);
      const wanted = [...needed(numbers)];
      const bitmaps = new Map(wanted.map((number) => [number, unpacked.get(key(number))]));
      if ([...bitmaps.values()].every(Boolean)) {
        bitmaps.forEach((bitmap, number) => remember(key(number), bitmap));
        return paint(canvas, numbers, bitmaps);
      }
      return Promise.all(wanted.map((number) => bitmaps.get(number) ?? unpack(number))).then((all) => (
        latest.get(canvas) === turn && paint(canvas, numbers, new Map(wanted.map((number, k) => [number, all[k]])))));
    },
    // Unpack what there is room for, so that the first picture of a hand comes at once.
    async prepare() {
      for (let number = 0; number < Math.min(sheets.length, KEPT / 2); number += 1) {
        if (!unpacked.has(key(number))) await unpack(number);
      }
    },
  };
}
