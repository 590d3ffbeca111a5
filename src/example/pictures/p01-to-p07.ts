type Texture = (sizes: number[], tones: string) => string
type Place = readonly [number, number, number]
type View = (x: number, y: number, z: number) => string
type Roll = (low: number, high: number) => number

const times = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')

const each = <T>(list: readonly T[], draw: (item: T, index: number) => string): string =>
  list.map(draw).join('')
const numbers = (text: string): number[] => text.trim().split(' ').map(Number)
const rows = (text: string): number[][] => text.split(',').map(numbers)

/** Chance that falls the same every time. */
const dice = (seed: number): Roll => {
  let state = seed * 7919 + 17
  return (low, high) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return low + (((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * (high - low)
  }
}
/** Tones are colours with spaces between them. */
const pick = (tones: string, at: number): string => {
  const all = tones.split(' ')
  return all[Math.floor(at) % all.length] ?? 'none'
}
const any = (roll: Roll, tones: string): string => pick(tones, roll(0, tones.split(' ').length))

const grain = (roll: Roll, x: number, y: number, w: number, h: number, count: number, dark: string): string =>
  times(count, () => {
    const bend = roll(-h / 9, h / 9)
    const from = `M${x + roll(-0.2, 0.6) * w} ${y + roll(0.08, 0.92) * h}`
    const wave = `c${w * 0.1} ${bend} ${w * 0.2} ${-bend} ${w * 0.3} 0s${w * 0.2} ${bend} ${w * 0.3} 0`
    return `[line ${from}${wave} ${dark} ${roll(1, 3.5)} ${roll(0.08, 0.32)}]`
  })
/** Boards that lie along x. */
const wood: Texture = ([seed = 0, x = 0, y = 0, w = 0, h = 0, count = 0], tones) => {
  const [roll, tone, dark] = [dice(seed), pick(tones, 0), pick(tones, 1)]
  const tall = h / count
  return times(count, (row) => {
    const top = y + row * tall
    const board = `${x} ${top} ${w}`
    const tint = `[slab ${board} ${tall + 1} ${roll(0, 1) < 0.5 ? dark : '#fff'} ${roll(0.02, 0.16)}]`
    const heart = `${roll(x, x + w)} ${top + tall * roll(0.3, 0.7)}`
    const knot = `[oval ${heart} ${tall * 0.12} ${tall * 0.06} ${dark} .45]`
    const seam = `[slab ${board} 4 ${dark} .75][slab ${x} ${top + 4} ${w} 3 #fff .14]`
    return `[slab ${board} ${tall + 1} ${tone}]${tint}${grain(roll, x, top, w, tall, 16, dark)}${knot}${seam}`
  })
}
/** The first tone is the mortar. */
const bricks: Texture = ([seed = 0, x = 0, y = 0, w = 0, h = 0, tall = 0], all) => {
  const roll = dice(seed)
  const [joint = '', tones = ''] = all.split(/ (.*)/)
  const long = tall * 3
  const row = (at: number): string =>
    times(Math.ceil(w / long) + 1, (column) => {
      const left = x + (column - (at % 2) * 0.5) * long
      return `[slab ${left + 2} ${y + at * tall + 2} ${long - 5} ${tall - 5} ${any(roll, tones)} rx=3]`
    })
  return `[slab ${x} ${y} ${w} ${h} ${joint}]${times(Math.ceil(h / tall), row)}`
}
const leaf: Texture = ([x = 0, y = 0, turn = 0, long = 0, wide = 0], tones) => {
  const [tone, vein] = [pick(tones, 0), pick(tones, 1)]
  const half = (side: number): string => `C${side} ${-long * 0.2} ${side * 0.8} ${-long * 0.75} 0 ${-long}`
  const ribs = times(4, (rib) => {
    const from = -long * (0.15 + rib * 0.19)
    const reach = wide * (0.52 - rib * 0.08)
    const tip = from - long * 0.13
    return `[line M${-reach} ${tip}L0 ${from}L${reach} ${tip} ${vein} ${long / 90}]`
  })
  return `[put translate(${x} ${y}) rotate(${turn})][path M0 0${half(-wide)}M0 0${half(wide)} ${tone}]
    [path M0 0${half(wide)}z #000 .1][line M0 ${long * 0.1}V${-long * 0.95} ${vein} ${long / 45}]${ribs}[/]`
}
const leaves: Texture = ([seed = 0, count = 0, x = 0, y = 0, rx = 0, ry = 0, size = 0], tones) => {
  const roll = dice(seed)
  return times(count, () => {
    const turn = roll(0, 6.28)
    const far = Math.sqrt(roll(0, 1))
    const spot = `${x + Math.cos(turn) * rx * far} ${y + Math.sin(turn) * ry * far}`
    const more = `${roll(0.6, 1)} transform="rotate(${roll(0, 180)} ${spot})"`
    return `[oval ${spot} ${size * roll(0.6, 1.3)} ${size * roll(0.35, 0.6)} ${any(roll, tones)} ${more}]`
  })
}
const grass: Texture = ([seed = 0, count = 0, x = 0, y = 0, w = 0, h = 0, tall = 0], tones) => {
  const roll = dice(seed)
  return times(count, (at) => {
    const up = tall * roll(0.5, 1)
    const lean = up * roll(-0.45, 0.45)
    const blade = `M${x + roll(0, w)} ${y + (h * at) / count}q${lean * 0.1} ${-up * 0.6} ${lean} ${-up}`
    return `[line ${blade} ${any(roll, tones)} ${(tall / 22) * roll(0.6, 1.4)}]`
  })
}
const specks: Texture = ([seed = 0, count = 0, x = 0, y = 0, w = 0, h = 0, size = 0], tones) => {
  const roll = dice(seed)
  return times(count, () => {
    const r = size * roll(0.4, 1.2)
    const place = `${x + roll(0, w)} ${y + roll(0, h)} ${r} ${r * roll(0.6, 1)}`
    return `[oval ${place} ${any(roll, tones)} ${roll(0.3, 0.9)}]`
  })
}
const textures: Record<string, Texture> = {
  wood,
  bricks,
  leaf,
  leaves,
  grass,
  specks,
  grain: ([seed = 0, x = 0, y = 0, w = 0, h = 0, count = 0], tone) =>
    grain(dice(seed), x, y, w, h, count, tone),
}

const stops = (colours: string[]): string =>
  colours.map((colour, at) => `<stop offset="${at / (colours.length - 1)}" stop-color="${colour}"/>`).join('')
const slope = (id: string, way: string, colours: string[]): string =>
  `<defs><linearGradient id="${id}" x2="${way === 'down' ? 0 : 1}" y2="${way === 'across' ? 0 : 1}">` +
  `${stops(colours)}</linearGradient></defs>`
const glow = (id: string, colours: string[]): string =>
  `<defs><radialGradient id="${id}">${stops(colours)}</radialGradient></defs>`
const filter = (id: string, steps: string): string =>
  `<filter id="${id}" x="-60%" y="-60%" width="220%" height="220%" ` +
  `color-interpolation-filters="sRGB">${steps}</filter><g filter="url(#${id})">`
const shadow = (dx: string, dy: string, amount: string): string =>
  `<feGaussianBlur in="SourceAlpha" stdDeviation="${amount}"/><feOffset dx="${dx}" dy="${dy}"/>` +
  '<feComponentTransfer><feFuncA type="linear" slope=".5"/></feComponentTransfer>' +
  '<feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge>'

const shapes: Record<string, string> = {
  line: '<path d="$" stroke-linecap="round" stroke-linejoin="round" ',
  slab: '<rect x="$" y="$" width="$" height="$" ',
  oval: '<ellipse cx="$" cy="$" rx="$" ry="$" ',
  disc: '<circle cx="$" cy="$" r="$" ',
  ring: '<circle cx="$" cy="$" r="$" ',
}
const shape = (kind: string, words: string): string => {
  const [, where = '', colour = '', rest = ''] = /^(.*?) (#\w+|url\(\S+\)|none)(?: (.*))?$/.exec(words) ?? []
  const sizes = kind === 'path' || kind === 'line' || kind === 'strip' ? [where] : where.split(' ')
  const start = (shapes[kind] ?? '<path d="$" ').replace(/\$/g, () => sizes.shift() ?? '')
  const drawn = kind === 'line' || kind === 'strip' || kind === 'ring'
  const paint = drawn ? `fill="none" stroke="${colour}"` : `fill="${colour}"`
  const more = drawn ? rest.replace(/^(\S+) ?/, 'stroke-width="$1" ') : rest
  const seen = more.replace(/^((?:stroke-width="\S+" )?)([\d.]+)(?= |$)/, '$1opacity="$2"')
  return `${start}${paint} ${seen.replace(/=([^" ]+)/g, '="$1"')}/>`
}
/** Darkens the edges, as a lens does. */
const edge = (id: string): string =>
  `<defs><radialGradient id="${id}-edge" cx=".5" cy=".46" r=".75"><stop offset=".55" stop-color="#180c00" ` +
  'stop-opacity="0"/><stop offset="1" stop-color="#180c00" stop-opacity=".42"/></radialGradient></defs>' +
  `<rect width="100%" height="100%" fill="url(#${id}-edge)"/>`
/**
 * A drawing is a text of marks: [kind place colour], then a width for a line, an opacity and attributes.
 * Marks that hold others end at [/]: put (a transform), faint (an opacity), blur, lift (with a shadow: right,
 * down, blur), clip (to a shape) and in. The last mark, [edge name], makes the ids unique.
 */
const mark = (kind: string, words: string, id: string): string => {
  const [first = '', second = '', third = '', ...more] = words.split(' ')
  const texture = textures[kind]
  if (texture) return draw(texture(numbers(words).filter(Number.isFinite), words.replace(/^[^#]*/, '')))
  if (kind === 'put') return `<g transform="${words}">`
  if (kind === 'faint') return `<g opacity="${words}">`
  if (kind === 'blur') return filter(id, `<feGaussianBlur stdDeviation="${first}"/>`)
  if (kind === 'lift') return filter(id, shadow(first, second, third))
  if (kind === 'clip') return `<clipPath id="${id}">`
  if (kind === 'in') return `</clipPath><g clip-path="url(#${id})">`
  if (kind === 'fade') return slope(first, second, [third, ...more])
  if (kind === 'glow') return glow(first, [second, third, ...more].filter(Boolean))
  if (kind === 'edge') return edge(first)
  return kind === '/' ? '</g>' : shape(kind, words)
}
const round = (digits: string): string => String(Math.round(Number(digits) * 100) / 100)
const draw = (marks: string): string => {
  const name = /\[edge\s+(\S+)\]/.exec(marks)?.[1] ?? ''
  let filters = 0
  return marks
    .replace(/\s+/g, ' ')
    .replace(/-?\d+\.\d\d+(e-\d+)?/g, round)
    .replace(/\[(\S+?)(?: ([^\]]*?))? ?\]/g, (_, kind: string, words = '') => {
      if (kind === 'blur' || kind === 'lift' || kind === 'clip') filters += 1
      return mark(kind, String(words), `${name}-${filters}`)
    })
}

/** Looks along z from (0, height, 0), tilted down by `tilt`; (cx, cy) is the middle of the picture. */
const camera =
  (height: number, tilt: number, zoom: number, cx: number, cy: number): View =>
  (x, y, z) => {
    const up = (y - height) * Math.cos(tilt) + z * Math.sin(tilt)
    const deep = z * Math.cos(tilt) - (y - height) * Math.sin(tilt)
    return `${cx + (zoom * x) / deep} ${cy - (zoom * up) / deep}`
  }
const face = (fill: string, ...corners: string[]): string => `[path M${corners.join('L')}z ${fill}]`
const flat = (view: View, fill: string, x: number, y: number, z: number, w: number, d: number): string =>
  face(fill, view(x, y, z), view(x + w, y, z), view(x + w, y, z + d), view(x, y, z + d))
/** A block on (x, y, z): its top, its front and the side that is seen, in these tones. */
const block = (view: View, tones: string, [x, y, z]: Place, [w, h, d]: Place): string => {
  const side = x > 0 ? x : x + w
  const [low, high] = [view(side, y, z), view(side, y + h, z)]
  const seen = face(pick(tones, 2), low, high, view(side, y + h, z + d), view(side, y, z + d))
  const front = [view(x, y, z), view(x + w, y, z), view(x + w, y + h, z), view(x, y + h, z)]
  const top = flat(view, pick(tones, 0), x, y + h, z, w, d)
  return `${x <= 0 && x + w >= 0 ? '' : seen}${top}${face(pick(tones, 1), ...front)}`
}

const key = (metal: string, turn: number, blade: string, bow: string): string =>
  `[put rotate(${turn}) translate(0 48)][path ${bow}M0 2a12 12 0 1 0 .1 0z url(#${metal}) fill-rule=evenodd
    stroke=#0005 stroke-width=2][path M-16 82h32v22l-9 10 9 12-12 12 12 16-8 10 8 14v26l-16 20-16-20z
    url(#${metal}) ${blade}][line M-6 96v112 #0006 4][line M-1 96v112 #fff9 3][/]`
const keys = (): string => {
  const round = 'M0 -18a52 54 0 1 1 -.1 0z'
  const square = 'M-30 -18h60l20 30v50l-24 26h-52l-24 -26v-50z'
  const shine = 'stroke="#0005" stroke-width="2"'
  const hoop = `[ring 0 0 62 #6d6a66 11][ring -1 -2 62 #e9e6df 4]`
  const strap = `[slab -32 48 64 230 #a8332b rx=22][slab -23 58 46 210 none rx=16 stroke=#e9a28f
    stroke-width=3 stroke-dasharray="9 8"]`
  const curl = `[line ${times(13, (at) => `${at ? '' : 'M0 56'}q44 8 0 22q-44 -8 0 -6`)} #1f7f86 12]`
  return draw(`
    [fade keys-brass across #8a6420 #f0d27c #c79a3c #7d5a1c][fade keys-steel across #6f7377 #eceeee #a9adb0
    #64686c][put rotate(-7 600 450)][wood 1 -100 -120 1400 1150 5 #b98550 #4a2a12][/][blur 14][path M-50
    120L760 -60H1010L120 960H-50zM1110 -40H1300L560 960H300z #ffe9b8 .26][/][lift 16 20 9][put translate(370
    330) rotate(24) scale(1.25)][put rotate(-64)]${strap}[/]${key('keys-brass', 52, shine, round)}
    ${key('keys-steel', 14, shine, square)}${key('keys-brass', -22, shine, square)}${hoop}[/][put
    translate(850 470) rotate(-14) scale(1.25)][put rotate(150)]${curl}[disc 0 256 24 #16595e][/]
    ${key('keys-steel', 62, shine, round)}${key('keys-brass', 20, shine, round)}
    ${key('keys-steel', -16, shine, round)}${key('keys-steel', -58, shine, square)}${hoop}[/][/][edge keys]`)
}

const bikeWithBags = (): string => {
  const bag = (tone: string, dark: string): string =>
    `[path M-8 0C-20 -24 250 -30 262 0C290 120 286 250 258 318C180 350 70 348 14 318C-20 240 -22 110 -8 0z
      ${tone}][path M180 -20C250 -20 262 0 262 0C290 120 286 250 258 318C220 334 190 334 170 336C220 220 220
      80 180 -20z ${dark} .45][path M-14 -4C40 -34 220 -34 270 -2C280 50 276 96 268 118C180 142 70 142 -16
      116C-24 70 -22 30 -14 -4z ${tone}][path M-16 116C70 142 180 142 268 118v10C180 156 70 156 -17 130z
      ${dark}][slab 54 -20 26 214 ${dark} rx=6][slab 48 150 38 30 #d8c28a rx=5][slab 172 -20 26 214 ${dark}
      rx=6][slab 166 150 38 30 #d8c28a rx=5]`
  const tree = (x: number, size: number): string => `[disc ${x} ${420 - size * 0.4} ${size} #6f8f5a][slab
    ${x - 7} 400 14 110 #5b5138]`
  const road = `[path M400 500H500L1010 1200H-110z #a9604a][path M400 500L-110 1200H-220L392 500zM500 500L1010
    1200H1120L508 500z #c9b99a]`
  const baguette = `[put rotate(14 230 520)][slab 196 360 66 320 #d79a4e rx=32]
    ${times(4, (at) => `[line M210 ${400 + at * 46}l40 26 #f2cf94 9]`)}[/]`
  const rolls = `[put rotate(-9 640 500)][slab 590 420 62 260 #e9e3d2 rx=8][oval 621 420 31 11 #b7ae98][slab
    662 460 50 220 #8fb2c4 rx=8][oval 687 460 25 9 #5d8296][/]`
  const grip = (side: number): string => `[line M450 350C${450 + side * 130} 340 ${450 + side * 190} 350
    ${450 + side * 226} 392 #b9bdc0 15][line M${450 + side * 200} 362Q${450 + side * 226} 380
    ${450 + side * 240} 440 #4a2d1d 30]`
  const dash = (at: number): string => `[path M${448 - at * 3} ${530 + at * at * 34}h${4 + at * 6}l${at * 2}
    ${14 + at * 22}h${-(4 + at * 10)}z #e9d9b8 .7]`
  return draw(`
    [fade bike-sky down #8fb6cc #f6e3c0][slab 0 0 900 560 url(#bike-sky)][blur 9][path M0 430Q300 400 900
    440V560H0z #9fae86]${times(11, (at) => tree(at * 115 - 60 + (at % 3) * 20, 60 + (at % 4) * 16))}[/][slab 0
    490 900 720 #86994f][grass 12 260 -20 520 940 700 46 #6f8440 #97a957 #b3b868 #5d7338]${road}
    ${times(5, dash)}[blur 16][oval 590 1120 330 34 #2a1408 .6][/][line M440 940L360 1116M462 940L536 1116
    #55595c 16][line M346 1118h40M516 1118h40 #2d2f31 18][slab 421 560 58 560 #26282a rx=29][slab 434 580 14
    530 #4a4d50 rx=7]${times(26, (at) => `[slab 421 ${850 + at * 10} 58 3 #0008]`)}[line M450 900H560 #8d9194
    14][slab 540 884 76 30 #2b2b2b rx=6][path M404 600Q450 560 496 600V850Q450 870 404 850z #2f5f63][slab 432
    590 14 250 #fff3 rx=7][slab 424 780 52 62 #c8281e rx=10][slab 432 788 14 44 #ff8a6c rx=6]${grip(-1)}
    ${grip(1)}[slab 430 330 40 210 #2f5f63 rx=10][disc 560 330 26 #d9dcdd][disc 553 322 9 #fff][slab 438 470
    24 130 #b9bdc0][path M338 470C330 420 400 408 450 420C500 408 570 420 562 470C540 500 480 470 450 490C420
    470 360 500 338 470z #6b3f22][line M360 448C400 426 430 436 450 442 #b07a4c 8][slab 300 596 300 18 #9da1a4
    rx=9]${baguette}${rolls}[leaves 5 26 345 590 46 50 26 #4f7d3a #6f9c4a #3d6630][lift 6 14 10][put
    translate(118 622)]${bag('#d19a32', '#8a5f17')}[/][put translate(522 622)]${bag('#385a7c', '#20364d')}[/]
    [/][edge bike]`)
}

const cutting = (): string => {
  const green = '#4f8a3c #6ba14a #3f7433 #7fb257'
  const stem = 'M452 980C440 860 470 760 446 640C430 560 470 470 462 320'
  return draw(`
    [fade cutting-out down #d9ecd9 #b8d6a6 #7fa66a][fade cutting-sill down #f4ead8 #d9c8ab][fade cutting-glass
    across #ffffffb0 #ffffff20 #ffffff10 #ffffff30 #ffffffa0][fade cutting-water across #8fb9b4a0 #d9efe770
    #a9cfc880 #7ea9a4b0][slab 0 0 900 1200 url(#cutting-out)][blur 26][leaves 3 70 450 700 560 320 90 #5f8f4c
    #87b268 #3f6d3a #d7e3a0 #f0c8b4][disc 700 160 120 #fffbe6][oval 160 860 200 60 #a0483a][/][slab 690 0 74
    980 #ece3d3][slab 690 0 14 980 #b9ad98][slab 764 0 10 980 #8f836f .5][slab 0 190 900 46 #ece3d3][slab 0
    232 900 10 #b9ad98][slab 0 960 900 240 url(#cutting-sill)][slab 0 960 900 10 #fffaf0][grain 8 0 970 900
    220 22 #8a6f45][blur 16][path M340 1040H580L300 1230H20z #6d5636 .5][path M420 1070H500L300 1200H180z
    #fffbe0 .8][/][path M318 690H582L556 1050Q450 1076 344 1050z url(#cutting-water)][oval 450 690 132 20
    #e6f5ee .8][line ${stem} #5c8a3e 17][line ${stem} #9cc06c 5][line M446 640C410 590 380 570 340 540M452
    560C500 520 540 500 570 470M458 470C420 430 400 410 372 372 #5c8a3e 9][lift 4 8 7][leaf 342 542 -78 200 92
    ${pick(green, 0)} #a8cf7c][leaf 568 472 66 210 96 ${pick(green, 1)} #b7da8a][leaf 374 376 -48 190 86
    ${pick(green, 3)} #c2e096][leaf 462 330 20 220 98 ${pick(green, 2)} #9cc876][leaf 458 400 76 130 56
    ${pick(green, 3)} #cfe8a4][/][path M300 560L340 1050Q450 1086 560 1050L600 560Q450 600 300 560z
    url(#cutting-glass)][path M344 1050Q450 1076 556 1050L553 1078Q450 1104 347 1078z #ffffff90][oval 450 560
    150 24 none .9 stroke=#fff stroke-width=6][path M330 610L350 1000L366 1000L352 612z #fff .7][path M560
    620L540 960L548 960L572 622z #fff .6][specks 4 16 400 740 90 260 6 #fff][edge cutting]`)
}

const longTable = (): string => {
  const view = camera(2.1, 0.38, 790, 600, 400)
  const pale = '#3f6d62 #2f564d #264a42'
  const leg = '#2a2a28 #3a3733 #211f1d'
  const chair = (x: number, z: number): string => {
    const back = x < 0 ? x : x + 0.47
    const post = (px: number, pz: number): string => block(view, leg, [px, 0, pz], [0.04, 0.45, 0.04])
    const posts = post(x, z + 0.42) + post(x + 0.46, z + 0.42) + post(x, z) + post(x + 0.46, z)
    const rest = `${block(view, pale, [back, 0.62, z], [0.04, 0.34, 0.46])}
      ${block(view, leg, [back, 0.45, z + 0.02], [0.03, 0.2, 0.03])}
      ${block(view, leg, [back, 0.45, z + 0.4], [0.03, 0.2, 0.03])}`
    return `${posts}${block(view, pale, [x, 0.45, z], [0.5, 0.05, 0.46])}${rest}`
  }
  const roll = dice(6)
  const depths = [6.2, 4.75, 3.3, 1.85]
  const shadow = (x: number, z: number): string => flat(view, '#2d1c0e', x - 0.1, 0, z - 0.05, 0.7, 0.5)
  const pairs = depths.map(
    (z) => chair(-1.62 - roll(0, 0.16), z + roll(-0.1, 0.1)) + chair(1.1 + roll(0, 0.2), z + roll(-0.1, 0.1)),
  )
  const floorboard = (at: number): string =>
    flat(view, pick('#a98a66 #b29470 #a08059 #b89c78', (at * 7) % 11), -7.2 + at * 0.4, 0, 0.4, 0.41, 8.6)
  const seam = (at: number): string => `[line M${view(-7.2 + at * 0.4, 0, 0.4)}L${view(-7.2 + at * 0.4, 0, 9)}
    #5f4529 1.5 .6]`
  const joint = (at: number): string => `[line
    M${view(-0.6 + at * 0.3, 0.78, 1.36)}L${view(-0.6 + at * 0.3, 0.78, 7.3)} #7d5024 2 .5]`
  return draw(`
    [fade table-top down #f3dcb0 #cf9f63 #b5814a][fade table-wall down #d8cbb2 #efe4cf][slab 0 0 1200 900
    url(#table-wall)][slab 330 -40 540 210 #f9f4e2][blur 8][clip][slab 330 -40 540 210 #000][in][slab 330 90
    540 90 #9db37c][leaves 9 40 600 80 300 40 40 #7d9b62 #b5c58e #91a86f][/][/]
    ${times(4, (at) => `[slab ${326 + at * 178} -40 14 216 #8a7a62]`)}[slab 320 164 560 16 #8a7a62]
    ${times(36, floorboard)}${times(37, seam)}[blur 10]${flat(view, '#fff3cc90', -2.6, 0, 5, 1.2, 3.2)}
    ${flat(view, '#fff3cc90', 1.6, 0, 5, 1.2, 3.2)}[/][blur 12][faint .5]
    ${flat(view, '#2d1c0e', -0.9, 0, 1.3, 1.8, 6)}${each(depths, (z) => shadow(-1.6, z) + shadow(1.2, z))}[/]
    [/]${pairs.join('')}${block(view, '#000 #6b4522 #6b4522', [-0.85, 0, 1.5], [0.09, 0.72, 0.09])}
    ${block(view, '#000 #6b4522 #6b4522', [0.76, 0, 1.5], [0.09, 0.72, 0.09])}
    ${block(view, 'url(#table-top) #8a5c2e #8a5c2e', [-0.9, 0.72, 1.35], [1.8, 0.06, 6])}${times(5, joint)}
    [blur 9]${flat(view, '#fffbe8a0', -0.5, 0.78, 4.6, 0.4, 2.6)}
    ${flat(view, '#fffbe8a0', 0.1, 0.78, 4.6, 0.4, 2.6)}[/][put translate(${view(0.1, 0.78, 3.1)})][oval 20 4
    80 14 #5f3a16 .4][path M-58 -34H58Q44 4 0 4T-58 -34z #e8e2d4][oval 0 -34 58 13 #bdb4a0][disc -20 -44 22
    #c8452f][disc 18 -46 23 #d9a531][disc 0 -58 21 #a9b344][/][edge table]`)
}

const doorWithoutName = (): string => {
  const panel = (x: number, y: number, w: number, h: number): string => `[slab ${x} ${y} ${w} ${h} #1d4436
    rx=4][slab ${x + 8} ${y + 9} ${w - 12} ${h - 12} #2f6450 rx=3][slab ${x + 24} ${y + 26} ${w - 46}
    ${h - 48} #3a765f rx=3]`
  const wall = '#9c5540 #a9604a #8d4a38 #b06a52 #96503d #a45a45'
  const nail = (x: number, y: number): string =>
    `[disc ${x} ${y} 5 #3b2218][disc ${x + 1} ${y + 2} 3 #6b4a3a]`
  return draw(`
    [fade door-paint across #2c5d4a #3a765f #2a5846][fade door-pane slant #8fb0ac #dfe9dc #5f8480 #3d5e5b][put
    rotate(-1 450 600)][bricks 4 -20 -20 950 1180 38 #cbb79f ${wall}][slab 690 596 128 76 #c88a70 .85][slab
    694 600 120 68 #bd7b60]${nail(706, 612)}${nail(802, 612)}${nail(706, 656)}${nail(802, 656)}[/][lift 4 6 5]
    [slab 728 720 52 76 #d8d2c4 rx=10][disc 754 758 15 #8b8577][disc 752 755 9 #f4f0e6][/][slab 176 70 468
    1020 #eee6d6][slab 176 70 12 1020 #b8ac96][slab 626 70 18 1020 #fffaf0][slab 206 100 408 990 #16362b][slab
    214 108 392 980 url(#door-paint)][slab 214 108 392 16 #0b1d17 .6][slab 254 160 312 250 #1d4436][slab 264
    170 292 232 url(#door-pane)][slab 404 166 14 240 #2f6450][path M264 402L420 170H480L330 402z #fff .25]
    ${panel(254, 450, 142, 250)}${panel(424, 450, 142, 250)}${panel(254, 812, 142, 220)}
    ${panel(424, 812, 142, 220)}[lift 3 6 5][slab 300 730 220 50 #c79c4a rx=6][slab 316 744 188 22 #6b4d1d
    rx=4][disc 566 660 26 #b98a36][disc 560 652 12 #f3dc99][slab 556 700 22 54 #b98a36 rx=8][/][slab 100 1076
    640 60 #7f8a8c][slab 100 1076 640 12 #a9b3b4][slab -10 1130 920 80 #6d675d][specks 3 160 0 1134 900 66 5
    #8d867a #57524a][slab 240 1062 340 24 #5d4327 rx=8][grass 6 90 246 1068 330 4 12 #8a6a40 #6f5330][blur 22]
    [faint .32][leaves 8 60 640 120 420 420 60 #20140c][path M-40 1240V520L240 1240z #20140c][/][/][lift 10 12
    9][leaves 15 90 90 830 110 150 30 #5d7f4a #7a9a5c #47683a][leaves 17 60 90 770 110 140 15 #8b76b4 #a893c9
    #6d5a98][path M-10 930H190L164 1130H16z #c27a4e][slab -20 914 220 44 #d08a5c rx=8][path M120 958H187L164
    1130H110z #7d4426 .4][/][edge door]`)
}

const coatRack = (): string => {
  const hook = (x: number): string => `[slab ${x - 15} 208 30 74 #b98d43 rx=12][line M${x} 250c0 74 56 70 54
    26 #a57a33 14][line M${x - 2} 250c2 64 46 62 46 30 #f0d596 4][disc ${x + 54} 272 13 #c99d4e][disc ${x - 2}
    222 5 #6f5120]`
  const coat = `[path M388 268C420 240 480 240 512 268C560 300 590 330 604 400L652 690C640 716 600 720 584
    708L566 560L584 830C540 866 360 866 316 830L334 560L316 708C300 720 262 716 250 690L298 400C310 330 340
    300 388 268z url(#coat-cloth)]`
  const folds = `[line M450 300V846 #9a6412 6][line M334 560C340 500 346 460 338 410M566 560C560 500 554 460
    562 410M380 840C372 760 388 700 380 620M520 842C530 770 512 700 524 640 #9a6412 9 .55][line M300 470L270
    680M610 480L634 680 #ffe08a 10 .5]`
  return draw(`
    [fade coat-wall slant #c7d3c4 #a9bba9 #8ba08f][fade coat-cloth across #b9791a #e9b43a #f4cb5c #dba02c
    #a96c14][slab 0 0 1200 900 url(#coat-wall)][slab 0 600 1200 300 #efe9db][slab 0 590 1200 26 #fbf7ec][slab
    0 616 1200 6 #a79f8b]
    ${times(9, (at) => `[slab ${at * 140 - 30} 640 4 230 #b5ad99][slab ${at * 140 - 26} 640 4 230 #fff]`)}
    [slab 0 850 1200 60 #9b7048][slab 0 838 1200 16 #d9d2c0][grain 21 0 852 1200 48 12 #4a2c12][blur 16][path
    M560 -40H760L1000 900H800zM800 -40H1000L1240 900H1040z #fff4cf .45][/][lift 10 16 10][put rotate(.8 600
    240)][clip][slab 40 190 1130 110 #000 rx=6][in][wood 14 -200 190 1500 110 1 #a06a3a #40230e][/][slab 40
    190 1130 8 #d9a877][/][/][lift 9 12 6]
    ${each([130, 290, 450, 610, 770, 930, 1080], (x) => `[put translate(0 4)]${hook(x)}[/]`)}[/][lift 26 22
    14]${coat}[/]${folds}[path M388 268C410 330 430 350 450 366C470 350 490 330 512 268C480 300 420 300 388
    268z #6f4410][path M388 268L352 330L430 400L450 366zM512 268L548 330L470 400L450 366z #e0a52e
    stroke=#9a6412 stroke-width=4]
    ${times(4, (at) => `[disc 472 ${440 + at * 100} 13 #5d3a10][disc 469 ${437 + at * 100} 5 #b98a4a]`)}[path
    M346 640h78v70q-40 16 -78 0zM480 640h78v70q-40 16 -78 0z #d69a26 stroke=#9a6412 stroke-width=4][line M436
    262Q450 214 480 262 #5d3a10 9][line M450 252C452 316 500 312 504 276 #c99d4e 12][edge coat]`)
}

const zebra = (): string => {
  const view = camera(1.65, 0.52, 900, 450, 520)
  const shoe = (x: number, turn: number): string =>
    `[put translate(${x} 1080) rotate(${turn})][path M-62 200V30C-66 -70 -34 -112 4 -112C44 -112 70 -66 64
      34V200z #e9e2d2][path M-50 200V34C-54 -50 -30 -82 4 -82C36 -82 56 -48 52 36V200z #b8432f][path M-48
      0C-46 -58 -24 -82 4 -82C34 -82 50 -54 52 -4C20 -24 -20 -22 -48 0z #efe9dc][path M-24 20H28L34 200H-30z
      #8d2f20]${times(4, (at) => `[line M-36 ${34 + at * 34}L40 ${26 + at * 34} #f6f0e2 11]`)}[path M-78 150Q0
      110 82 150V240H-78z #3c5878][line M-78 162Q0 124 82 162 #6d8bb0 6 stroke-dasharray="10 8"][/]`
  const grit = (seed: number): string => `[specks ${seed} 420 -20 190 940 1010 5 #3d4144 #6b7074 #4d5256
    #83888b]`
  const stripe = (at: number): string =>
    flat(view, pick('#efece2 #e4e0d4 #f4f1e8', at), -1.75, 0, 0.95 + at * 1.02, 3.5, 0.52)
  return draw(`
    [fade zebra-road down #7b8083 #5d6266 #4b5054][slab 0 0 900 1200 url(#zebra-road)]${grit(5)}[put rotate(2
    450 600)]${times(7, stripe)}[/][specks 9 260 0 240 900 800 7 #6a6f72 #7b8083 #5d6266][line M700 1200C650
    900 690 700 640 420 #34383b 5 .6][line M660 760C560 700 600 640 520 600 #34383b 3 .5][put rotate(2 450
    600)][slab -40 150 980 46 #a9a397][slab -40 188 980 20 #57534c][bricks 7 -60 78 1020 74 19 #8c7260 #b07a62
    #a56c55 #bd8a70 #9b6350][blur 5][slab -60 -60 1040 144 #54733f][leaves 2 190 450 10 560 70 24 #6d9150
    #4a6a38 #85a862 #3b572d][/][/][line M120 -10V170 #2e3133 20]
    ${times(4, (at) => `[strip M120 ${10 + at * 44}v18 #f1ede2 20]`)}[oval 130 172 30 8 #0006][blur 24][path
    M-60 700L420 180H700L-60 1000z #fff0c8 .25][path M900 760C780 700 660 900 600 1200H900z #0b0f14 .45][/]
    [lift 16 10 10]${shoe(340, -5)}${shoe(540, 7)}[/][edge zebra]`)
}

const soup = (): string => {
  const steam = (x: number, sway: number): string => `[line M${x} 430C${x - sway} 330 ${x + sway * 1.4} 270
    ${x} 170S${x + sway} 60 ${x - sway} -20 #fff 44]`
  const parsley = (x: number, y: number, turn: number): string => `[put translate(${x} ${y}) scale(1 .55)
    rotate(${turn})][disc 0 -14 15 #4f8a34][disc 15 4 15 #63a042][disc -15 4 15 #3d7329][/]`
  const crouton = ([x = 0, y = 0]: number[]): string => `[slab ${x} ${y} 36 24 #d9a055 rx=5][slab ${x} ${y} 36
    10 #f2cc8a rx=4]`
  return draw(`
    [fade soup-room down #2b3a3c #4a4a3c][fade soup-bowl across #7d97a3 #c7d6d8 #8fa9b2 #4b636f][glow
    soup-fill #f2a33c #e8872a #c9641a][glow soup-lamp #ffdf9a #ffdf9a00][slab 0 0 1200 460 url(#soup-room)]
    [blur 22][slab 90 60 230 300 #5f7466][disc 930 110 90 #e9a54a][disc 1090 180 50 #d98a3a][slab 700 200 130
    200 #8a5a3a][disc 420 120 40 #c9b27a][/][disc 930 110 260 url(#soup-lamp)][wood 31 -20 400 1260 520 4
    #8a5a35 #2f1808][put translate(20 520) skewX(-24)]
    ${times(13, (at) => `[slab 120 ${at * 32} 920 32 ${at % 2 ? '#d9d2bf' : '#efe9da'}]`)}
    ${times(24, (at) => (at % 2 ? '' : `[slab ${120 + at * 38.4} 0 38 416 #b8503c .55]`))}
    ${times(6, (at) => `[slab 120 ${at * 64} 920 32 #b8503c .4]`)}[/][blur 20][oval 640 780 330 56 #1c0c04
    .65][/][path M210 500C220 700 380 800 560 800S900 700 910 500z url(#soup-bowl)][path M420 780H700L680
    816Q560 834 440 816z #5d7682][specks 6 70 300 590 520 160 4 #40545e #3a4a52][oval 560 500 352 124 #dde6e4]
    [oval 560 503 330 110 #7f98a1][oval 560 520 312 94 url(#soup-fill)][line M380 520C420 470 560 470 620
    500S760 560 700 578S500 590 460 552S560 500 640 532 #fbe6c0 14 .9][specks 12 60 400 470 340 100 4 #5d2a08
    #3f7329]${parsley(520, 520, 20)}${parsley(650, 545, 70)}${parsley(450, 560, -30)}${parsley(610, 480, 120)}
    ${each(rows('720 500, 690 478, 752 528, 420 505'), crouton)}[path M250 470Q560 370 868 470Q560 394 250
    470z #fff .7][path M270 590C300 690 360 740 430 764C350 700 310 640 300 580z #fff .45][lift 8 14 9][put
    translate(990 640) rotate(24)][oval 0 -90 46 66 #b9bcba][oval -6 -94 32 50 #eceeea][path M-10 -30H10L16
    260H-16z #c9ccc9][/][put translate(130 690) rotate(-16)][path M-110 60C-150 -30 -90 -96 0 -90C110 -92 140
    -20 108 60Q0 84 -110 60z #a5672f][path M-94 50C-126 -26 -76 -76 0 -72C92 -74 120 -16 92 50Q0 70 -94 50z
    #f0d6a4][specks 2 40 -84 -56 160 96 7 #d9b47a #e2c28a][/][/][blur 20][faint .5]${steam(440, 50)}
    ${steam(560, -60)}${steam(680, 46)}[/][/][edge soup]`)
}

const pinnedMap = (): string => {
  const roll = dice(44)
  const streets = `M-200 260L1400 180, M-200 620C300 560 700 640 1400 520, M180 -200L260 1100,
    M520 -200L560 1100, M880 -200C840 300 960 600 900 1100, M-200 860L1400 800, M240 420L560 430,
    M560 390L900 360, M540 740L900 720, M380 220L400 590, M720 190L740 600, M1040 170L1060 840,
    M-60 250L-40 900`.split(',')
  const blocks = times(90, () => {
    const size = [roll(36, 90), roll(26, 60)] as const
    return `[put translate(${roll(-150, 1350)} ${roll(-150, 1050)}) rotate(${roll(-8, 4)})][slab 0 0
      ${size[0]} ${size[1]} ${any(roll, '#dcc9b0 #d6bfa6 #e2d3bd')}][/]`
  })
  const canal = 'M-200 40C200 120 340 -20 640 60S1100 60 1400 -60'
  const crease = (x: number): string => `[slab ${x - 60} -220 60 1400 url(#map-fold)][slab ${x} -220 3 1400
    #fff .8]`
  const road = (d: string, at: number): string => `[line ${d} ${at === 1 || at === 4 ? '#f4d27c' : '#fffdf6'}
    ${at < 6 ? 22 : 12}]`
  return draw(`
    [fade map-fold across #5d4a3000 #5d4a3048][glow map-ball #ff9d86 #e23b2c #8f1712][wood 52 -20 -20 1240 940
    5 #6b4630 #26130a][lift 10 14 14][put translate(90 -40) rotate(9 600 450)][clip][path M-130
    -300H1500V1010L640 996L-120 1012z #000][in][slab -300 -300 1900 1500 #f1e7d3]${blocks}[path M580 440L880
    420L890 700L570 722z #a9c48c][leaves 4 46 730 570 130 120 22 #86a96a #93b578 #7a9c5e][oval 650 640 50 34
    #8fbccb][path M-130 660L160 640L170 850H-130z #b7cd98][line ${canal} #6fa5bd 74][line ${canal} #8fc0d3 62]
    [line M-200 760L500 1010 #8a8178 9][line M-200 760L500 1010 #fff 4 stroke-dasharray="16 14"]
    ${each(streets, (d, at) => `[line ${d} #b9a88c ${at < 6 ? 30 : 18}]`)}${each(streets, road)}${crease(120)}
    ${crease(480)}${crease(840)}${crease(1200)}[slab -200 376 1600 60 #fff .16][slab -200 434 1600 3 #8a7655
    .5][/][/][/][blur 7][line M640 560L800 640 #2b1408 14 .55][oval 826 652 50 30 #2b1408 .5][/][line M640
    560L690 420 #73777b 12][line M637 558L687 418 #f4f6f6 4][disc 704 376 62 url(#map-ball)][oval 684 352 18
    12 #fff .75 transform="rotate(-30 684 352)"][blur 30][path M-100 500L500 -100H800L-100 900z #fff3cf .3][/]
    [edge map]`)
}

const redChair = (): string => {
  const chair = (x: number, y: number, size: number, tones: string): string =>
    `[put translate(${x} ${y}) scale(${size})][oval 0 4 100 16 #1c1a22 .3][line M-62 -90L-76 0M62 -90L76 0
      #c3c7c9 9][line M-50 -100L-54 -26M50 -100L54 -26 #73787b 8][path M-70 -250C-76 -282 -50 -292 0 -294C50
      -292 76 -282 70 -250L62 -168C60 -150 40 -146 0 -146S-60 -150 -62 -168z ${pick(tones, 1)}][path M-60
      -250C-64 -274 -44 -280 0 -282C30 -281 46 -278 54 -270C20 -268 -20 -262 -40 -168C-52 -168 -54 -180 -54
      -190z ${pick(tones, 0)} .75][slab -22 -274 44 14 ${pick(tones, 2)} rx=7][path M-60 -140Q0 -150 60
      -140L82 -96C84 -78 60 -72 0 -72S-84 -78 -82 -96z ${pick(tones, 0)}][path M-82 -98C-70 -84 70 -84 82
      -98C86 -76 60 -66 0 -66S-86 -76 -82 -98z ${pick(tones, 2)}][/]`
  const blue = ['#5c86b8 #416a9c #2c4c74', '#5580b2 #3c6496 #284870', '#648ebe #466fa2 #30517a']
  const red = '#e35a48 #c23a2c #8c231a'
  const row = (at: number): string => {
    const size = 0.64 + at * 0.24
    const count = 9 - at
    return times(count, (seat) => {
      const place = (seat - (count - 1) / 2) * 228 * size + 580
      const tones = at === 2 && seat === 4 ? red : blue[(seat + at) % 3]
      return chair(place, 372 + at * at * 15 + at * 128, size, tones ?? red)
    })
  }
  return draw(`
    [fade chairs-floor down #b79c78 #d9c3a0 #c4a880][fade chairs-wall down #e6d9c2 #d2c1a4][slab 0 0 1200 300
    url(#chairs-wall)]
    ${times(16, (at) => `[path M${at * 80 - 20} -10q24 130 4 240h40q-20 -120 6 -240z #b98f5e .4]`)}[slab 0 226
    1200 24 #8f7250][slab 0 250 1200 660 url(#chairs-floor)]
    ${times(15, (at) => `[line M${600 + (at - 7) * 90} 250L${600 + (at - 7) * 300} 900 #8a6c48 2.5 .45]`)}
    [blur 18][path M700 240H860L1260 900H760zM320 240H440L330 900H-60z #fff6da .5][/]${times(4, row)}[edge
    chairs]`)
}

const bookshelf = (): string => {
  const roll = dice(77)
  const tones =
    '#8f3b32 #c98a3a #2f5560 #5d7a55 #d9c7a0 #6b4a6b #3d4a6b #b5653f #e6dcc4 #7d8f94 #a3493d #445a40'
  const book = (x: number, floor: number, w: number, h: number, turn: number): string => {
    const tone = any(roll, tones)
    const band = any(roll, '#e9d7a3 #fff4d8 #1c1a1a #c9a45a')
    const style = roll(0, 3)
    const lines = `[slab 0 ${h * 0.12} ${w} 7 ${band}][slab 0 ${h * 0.18} ${w} 3 ${band}][slab 0 ${h * 0.84}
      ${w} 7 ${band}]`
    const label = `[slab ${w * 0.2} ${h * 0.16} ${w * 0.6} ${h * 0.26} ${band} .75 rx=2]`
    const ribs = times(4, (at) => `[slab 0 ${h * (0.16 + at * 0.2)} ${w} 4 #0005]`)
    const bands = style < 1 ? lines : style < 2 ? label : ribs
    return `[put translate(${x} ${floor - h}) rotate(${turn} 0 ${h})][slab 0 0 ${w} ${h} ${tone} rx=4]${bands}
      [slab 0 0 ${w} ${h} url(#books-round) rx=4][/]`
  }
  const lying = (at: number): string => `[put rotate(-90) translate(${at * 38} ${4 - (at % 2) * 5})]
    ${book(0, 150 - at * 6, 36, 150 - at * 6, 0)}[/]`
  const row = (floor: number, gap: number): string => {
    let x = 40
    let drawn = ''
    while (x < 850) {
      const wide = Math.min(roll(22, 62), 864 - x)
      const pile = x > gap && x < gap + 150
      drawn += pile
        ? `[put translate(${x} ${floor})]${times(5, lying)}[/]${book(x + 174, floor, 30, 216, -7)}`
        : book(x, floor, wide, roll(184, 254), 0)
      x += pile ? 206 : wide + 2
    }
    return drawn
  }
  const shelf = (at: number): string => {
    const top = at * 306 - 60
    return `[slab 30 ${top} 840 280 #3a2416]${row(top + 280, Number(pick('330 560 90 9999', at)))}[blur 14]
      [slab 30 ${top - 6} 840 42 #120802 .75][/][wood ${60 + at} 20 ${top + 280} 860 30 1 #b07c4a #4a2a12]
      [slab 20 ${top + 304} 860 8 #3a2010]`
  }
  return draw(`
    [fade books-round across #00000066 #ffffff30 #ffffff08 #00000059][fade books-light slant #ffe3a870
    #ffe3a800 #1a0c0480][slab 0 0 900 1200 #7b5130][put rotate(1.3 450 600) translate(-14 0) scale(1.03)]
    ${times(5, shelf)}[slab -20 -80 52 1400 #a8743f][slab 32 -80 10 1400 #2a1408 .5][slab 868 -80 60 1400
    #996636][grain 3 -20 -60 50 1300 6 #4a2a12][/][slab 0 0 900 1200 url(#books-light)][edge books]`)
}

const steppingStones = (): string => {
  const stone = (x: number, y: number, w: number, seed: number): string => {
    const h = w * 0.4
    const edge = `M${x - w} ${y}C${x - w * 0.95} ${y - h * 0.8} ${x - w * 0.3} ${y - h * 1.1} ${x + w * 0.2}
      ${y - h}S${x + w * 1.05} ${y - h * 0.4} ${x + w} ${y + h * 0.1}S${x + w * 0.3} ${y + h} ${x - w * 0.2}
      ${y + h * 0.95}S${x - w * 1.02} ${y + h * 0.7} ${x - w} ${y}z`
    const under = `[put translate(0 ${h * 0.55})][path ${edge} #2a2c28 .85][/][put translate(0 ${h * 0.3})]
      [path ${edge} #55554c][/]`
    return `[faint .5][oval ${x} ${y + h * 1.5} ${w * 1.25} ${h * 0.9} #16211c][/][oval ${x} ${y + h * 0.8}
      ${w * 1.2} ${h * 1.05} none .5 stroke=#dfeee8 stroke-width=3]${under}[path ${edge} url(#stones-top)]
      [specks ${seed} 24 ${x - w * 0.7} ${y - h * 0.7} ${w * 1.4} ${h * 1.3} ${w / 20} #6d6c62 #d2cdbd][leaves
      ${seed} 14 ${x - w * 0.5} ${y + h * 0.35} ${w * 0.36} ${h * 0.26} ${w / 12} #7f9447 #66803a]`
  }
  const green = '#5d7d38 #7a9a48 #93ac56 #486a2e #a8b868'
  const spots = rows('430 452 40, 474 504 50, 420 570 63, 494 654 80, 420 762 100, 520 900 128, 450 1080 168')
  const tree = (x: number, at: number): string => `[disc ${x} ${150 - (at % 3) * 16} ${74 + (at % 2) * 22}
    ${pick('#6b8b54 #83a063 #577a48', at)}]`
  const ripple = (at: number): string => `[oval ${(at * 397) % 900} ${420 + at * 19} ${40 + at * 2.4}
    ${1.5 + at * 0.09} ${at % 3 ? '#e8f2ec' : '#22352f'} .28]`
  const bulrush = (x: number, at: number): string => `[line M${x} 1210Q${x + 10} 1000 ${x + 24 - at * 20}
    ${800 + at * 50} #6b7a3c 6][put rotate(${4 - at * 4} ${x} 900)][slab ${x + 12 - at * 20} ${730 + at * 50}
    26 120 #6b3f20 rx=13][/]`
  return draw(`
    [fade stones-water down #b9cfc8 #7fa09a #48655f #324b45][fade stones-top slant #d0cabb #a39e90 #807c70]
    [fade stones-sky down #f0dfc0 #cfe0df][slab 0 0 900 260 url(#stones-sky)][blur 10][slab -20 190 940 120
    #7f9a58]${each([60, 190, 330, 610, 720, 850], tree)}
    ${each([60, 330, 720], (x) => `[slab ${x - 7} 170 14 90 #4d4430]`)}[/][slab 0 300 900 900
    url(#stones-water)][blur 16][faint .55]
    ${each([60, 190, 330, 610, 720, 850], (x, at) => `[oval ${x} 500 60 ${110 + (at % 3) * 30} #4f6b48]`)}[/]
    [/]${times(40, ripple)}[path M-10 270C200 300 300 330 450 400C560 350 700 300 910 280V240H-10z #71893f]
    [path M-10 340C180 352 300 396 450 400C600 396 740 350 910 346V270H-10z #6b5a36][grass 7 210 -20 290 950
    66 62 ${green}][specks 11 380 -10 450 300 420 8 #a3bd5a #8aa848 #bccf78][specks 13 240 690 560 240 420 9
    #a3bd5a #8aa848 #bccf78]${each(spots, ([x = 0, y = 0, w = 0], at) => stone(x, y, w, 86 - at))}[leaves 18 3
    180 1010 90 30 50 #5d8a4c][grass 19 130 -40 1180 250 60 330 ${green}][grass 23 130 720 1190 230 60 280
    ${green}]${each([70, 130, 820], bulrush)}[edge stones]`)
}

const passes = (): string => {
  const stitch = (x: number, y: number, tone: string): string => `[line M${x - 15} ${y - 14}Q${x - 11}
    ${y + 4} ${x} ${y + 14}Q${x + 11} ${y + 4} ${x + 15} ${y - 14} ${tone} 12]`
  const purl = (column: number, row: number): string =>
    stitch(column * 31 - 14, row * 30 - 20, pick('#d6a045 #dfab52 #cd953a', (column * 5 + row * 3) % 7))
  const knit = times(31, (column) => times(42, (row) => purl(column, row)))
  const card = (tone: string, deep: string): string =>
    `[slab -140 0 280 410 #f6f2e8 rx=22][path M-140 22a22 22 0 0 1 22 -22H118a22 22 0 0 1 22 22V150H-140z
      ${tone}][slab -36 22 72 18 #0006 rx=9][path M-140 150V110C-60 150 40 60 140 100V150z ${deep} .5][slab
      -108 190 84 66 #d9b25a rx=10][line M-108 212h28v22h-28M-24 212h-28v22h28M-80 190v66M-52 190v66 #8f6d22
      3]${times(3, (at) => `[slab -108 ${290 + at * 34} ${200 - at * 46} 16 #c9c2b2 rx=8]`)}[line M60 200q26
      26 0 52M82 188q40 38 0 78M38 212q14 14 0 28 ${deep} 8][path M-140 80L60 0H118L-140 330z #fff .2]`
  const strap = (tone: string, edge: string, d: string): string => `[strip ${d} ${edge} 42][strip ${d} ${tone}
    34][line ${d} #fff 3 .5 stroke-dasharray="12 10"]`
  return draw(`
    [fade passes-body across #2a150490 #2a150400 #fff0d020 #2a150408 #2a1504a0][fade passes-coat across
    #2b3a48 #3d5064 #24313d][slab 0 0 900 1200 #9a6620]${knit}[slab 0 0 900 1200 url(#passes-body)][lift 4 4
    18][path M-10 -10H190C230 400 150 800 196 1210H-10z url(#passes-coat)][path M910 -10H720C690 420 760 820
    716 1210H910z url(#passes-coat)][/][line M176 0C214 400 136 800 182 1200M734 0C704 420 774 820 730 1200
    #6d8299 5 stroke-dasharray="14 12"]
    ${times(3, (at) => `[disc 130 ${300 + at * 330} 27 #1a232c][disc 126 ${296 + at * 330} 19 #55687b]`)}[lift
    6 12 8]${strap('#2f8a86', '#1d5f5c', 'M250 -20Q330 260 446 500')}
    ${strap('#2f8a86', '#1d5f5c', 'M660 -20Q570 260 462 500')}[/][lift 10 18 11][put translate(520 640)
    rotate(-11)]${card('#4d7f4a', '#2c5530')}[/][/][lift 8 16 10][put translate(412 650) rotate(7)]
    ${card('#d8573f', '#8f2c1c')}[/][/][lift 4 6 4][slab 422 484 64 56 #b9bdc0 rx=10][slab 430 490 22 44
    #eef0f0 rx=8][line M454 540V580 #8d9194 18][line M454 572C410 590 400 640 420 676M454 572C500 590 520 630
    512 664 #c9ccce 11][/][edge passes]`)
}

const loupe = (): string => {
  const half = 'C1060 260 1010 470 860 620C700 780 500 820 330 850z'
  const blade = `M330 850C250 640 300 360 560 220C740 124 920 110 1080 60${half}`
  const side = (at: number, way: number): string => {
    const x = 400 + at * 84
    const y = 770 - at * 92
    return way < 0
      ? `M${x} ${y}Q${x - 60 + at * 10} ${y - 120} ${x - 20 + at * 26} ${y - 250 + at * 22}`
      : `M${x} ${y}Q${x + 130} ${y - 10} ${x + 290 - at * 18} ${y - 90}`
  }
  const pair = (at: number): string => `${side(at, -1)}${side(at, 1)}`
  const veins = (wide: number): string => `[line ${times(7, pair)} #e3eda2 ${wide}][line M330 850C520 640 800
    340 1080 60 #eef4b8 ${wide * 2}]`
  const cells = times(440, (at) => {
    const knot = (y: number, x: number): string =>
      `${420 + x * 20 + Math.sin(y * 9 + x * 4) * 7} ${240 + y * 20 + Math.cos(y * 5 + x * 8) * 7}`
    const [row, column] = [Math.floor(at / 22), at % 22]
    return `[line M${knot(row, column + 1)}L${knot(row, column)}L${knot(row + 1, column)} #cfe08a 1.4 .55]`
  })
  const body = `[path ${blade} url(#loupe-leaf)][path M330 850C520 640 800 340 1080 60${half} #234a1c .22]`
  return draw(`
    [fade loupe-leaf slant #9cc24f #5f9a3a #3d7430][fade loupe-rim slant #f6e3a6 #b98a36 #6f4c17 #d9b25a][fade
    loupe-glass slant #ffffff8c #ffffff10 #ffffff00 #dff0ff40][put rotate(-4 600 450)][wood 91 -60 -60 1320
    1040 6 #8d9499 #39424a][/][lift 18 24 14][line M210 890Q280 880 340 840 #6f8f3a 16]${body}[/][clip][path
    ${blade} #000][in]${veins(4)}[/][specks 2 30 480 300 420 380 6 #a9702a #e3d58c][blur 16][path M816
    596L1150 900L1110 930L770 640z #0a1420 .55][ring 668 486 224 #0a1420 34 .5][/][clip][disc 640 440 212
    #000][in][put translate(640 440) scale(2.1) translate(-640 -440)]${body}${cells}${veins(3.4)}[/][disc 640
    440 212 url(#loupe-glass)][ring 640 440 206 #18300f 16 .3][/][ring 640 440 224 url(#loupe-rim) 28][ring
    640 440 237 #5a3c10 3][ring 640 440 211 #5a3c10 3][path M500 330Q560 262 650 262Q570 290 524 352z #fff
    .75][disc 500 372 13 #fff .6][put translate(806 600) rotate(-46)][slab -20 -12 40 70 url(#loupe-rim) rx=6]
    [path M-24 56H24C44 170 40 320 30 420Q0 446 -30 420C-40 320 -44 170 -24 56z #3b2216][path M-12 70C-24 180
    -22 300 -16 400Q-24 300 -26 180z #a9734a][slab -28 52 56 14 #d9b25a rx=6][/][edge loupe]`)
}

const ladderInTree = (): string => {
  const roll = dice(33)
  const bark = times(70, () => {
    const y = roll(470, 1040)
    const x = roll(300, 396) - Math.max(0, y - 900) * 0.1 + Math.max(0, 600 - y) * 0.1
    return `[line M${x} ${y}q${roll(-14, 14)} ${roll(20, 40)} ${roll(-8, 8)} ${roll(50, 90)}
      ${any(roll, '#4a3524 #8d6f50 #5d4630')} ${roll(3, 8)} .7]`
  })
  const apple = (): string => {
    const [x, y] = [roll(20, 760), roll(110, 560)]
    return `[disc ${x} ${y} 21 #b5301f][disc ${x - 4} ${y - 4} 16 #d9503a][disc ${x - 8} ${y - 9} 5 #ffc9b0]`
  }
  const rail = (shift: number): string => `M${712 + shift} 1130L${438 + shift * 0.72} 300`
  const rungs = times(11, (at) => {
    const up = at / 11.2
    const [x, y, w] = [690 - 262 * up, 1060 - 790 * up, 118 - 34 * up]
    return `[line M${x} ${y}h${w} #7d5528 20][line M${x} ${y - 4}h${w} #e2b878 8]`
  })
  const tree = (x: number, at: number): string => `[slab ${x - 8} 700 18 100 #6b5640][leaves ${at} 22 ${x}
    ${660 - (at % 2) * 14} 84 70 34 #7f9f56 #92b265 #6d8f4c]`
  const fruit = (at: number): string => `[disc ${96 + at * 36} ${1030 - (at % 2) * 14} 27
    ${pick('#c8402c #d9a53a #b5301f', at)}]`
  const weave = (at: number): string => `[line M${58 + at * 8} ${1064 + at * 28}H${282 - at * 8} #6f4a20 6
    stroke-dasharray="16 10"]`
  return draw(`
    [fade ladder-sky down #a9cbe0 #e6edd8][fade ladder-trunk across #4d3826 #8a6b4c #6d523a #35261a][fade
    ladder-field down #c3cc74 #8fa94e #6b8a3d][slab 0 0 900 900 url(#ladder-sky)][blur 9][path M-10 780Q300
    730 910 770V900H-10z #9bb066]${each([70, 560, 690, 850], tree)}[/][slab 0 800 900 400 url(#ladder-field)]
    [grass 40 260 -20 820 940 400 50 #6f8f3a #a9bd5c #87a348 #c9cf7c][blur 18][oval 470 1080 420 60 #23340f
    .5][/][lift 14 6 12][path M262 1110C300 1040 286 700 250 520C230 420 150 360 90 300L150 280C220 340 280
    380 310 430C320 340 300 240 330 160L392 170C370 260 380 340 390 420C430 360 500 310 560 280L600 320C520
    370 440 440 412 540C390 720 390 1000 440 1110Q350 1140 262 1110z url(#ladder-trunk)][/]${bark}[blur 3]
    [leaves 51 260 370 300 480 320 40 #3d6630 #4a7838 #335828][/]${times(9, apple)}[leaves 52 190 380 270 500
    330 34 #5f8f3f #74a64c #4d7d38 #8dbb5c][lift -26 12 9][line ${rail(0)} #9c6d38 26][line ${rail(130)}
    #9c6d38 26]${rungs}[/][line ${rail(-5)} #ecc78c 8][line ${rail(125)} #ecc78c 8][leaves 53 70 330 210 330
    170 34 #8dbb5c #a3cc6c #74a64c #5f8f3f]${times(7, apple)}[leaves 54 30 620 90 320 90 36 #a3cc6c #74a64c]
    [lift 12 10 10]${times(5, fruit)}[path M50 1040H290L262 1150H78z #a9763c]${times(3, weave)}[slab 42 1030
    256 22 #c9954f rx=11][/][grass 55 90 -10 1150 920 50 70 #6f8f3a #87a348 #4f6f2c][edge ladder]`)
}

const alarmClock = (): string => {
  const bell = (side: number): string => `[put translate(${440 + side * 140} 262) rotate(${side * 32})][path
    M-92 30A92 80 0 0 1 92 30z url(#alarm-brass)][slab -98 24 196 18 #8a5f1c rx=9][slab -7 -70 14 26 #8a5f1c
    rx=6][path M-60 10Q-50 -36 0 -42Q-40 -20 -44 12z #fff .6][/]`
  const tick = (at: number): string => `[line M0 -186V${at % 5 ? -178 : -158} #2c2622 ${at % 5 ? 3 : 9}
    transform=rotate(${at * 6})]`
  const hand = (turn: number, d: string): string => `[path ${d} #26201c transform=rotate(${turn})]`
  const curtain = (at: number): string => `[path M${1060 + at * 44} -20Q${1040 + at * 44} 300
    ${1056 + at * 44} 640h60V-20z ${pick('#8b6a7a #a3808c #7d5d6e #946f80', at)}]`
  const drape = (at: number): string => `[path M${690 + at * 40} -20Q${720 + at * 34} 300 ${690 + at * 40}
    640h50V-20z ${pick('#8b6a7a #a3808c #7d5d6e', at)}]`
  return draw(`
    [fade alarm-wall across #4d5a78 #7d7f95 #b59a92][fade alarm-brass across #8a5f1c #f0d486 #b98a36 #7d5417]
    [fade alarm-body slant #e2705c #b8402f #70201a][fade alarm-dawn down #93a3c4 #f0b98c #f9dfae][glow
    alarm-face #fffaf0 #f6ecd8 #dccdb0][slab 0 0 1200 900 url(#alarm-wall)][blur 9][slab 790 -20 330 560
    url(#alarm-dawn)][path M790 470Q880 400 960 460T1120 430V540H790z #4f5a66][disc 930 410 44 #fff3c9][slab
    944 -20 18 560 #6b5f66][slab 790 220 330 16 #6b5f66][/][blur 4]${each([0, 1, 2, 3], curtain)}
    ${each([0, 1, 2], drape)}[/][wood 71 -20 660 1260 260 3 #7d5236 #2a150a][slab 0 656 1200 10 #f0c39a .5]
    [lift 14 10 12][put translate(770 560)][slab 0 96 360 60 #3d5a66 rx=6][slab 10 104 346 44 #e6dcc4][slab 0
    96 360 9 #4d6f7d][slab 24 46 320 52 #a9793a rx=6][slab 30 54 310 36 #efe4cb][slab 24 46 320 8 #c9954f][/]
    [ring 890 588 34 #2b2b30 7][ring 984 588 34 #2b2b30 7][line M924 582q13 -12 26 0M1018 580L1080 560 #2b2b30
    7][/][blur 18][path M300 730H640L560 830H60z #12080a .65][/][line M330 640L270 744M550 640L610 744 #7d5417
    34][disc 268 748 24 #b98a36][disc 612 748 24 #b98a36][line M360 200Q440 120 520 200 #b98a36 20][slab 424
    200 32 70 #8a5f1c][slab 400 190 80 26 #c99d4e rx=12]${bell(-1)}${bell(1)}[lift 10 12 12][disc 440 500 252
    url(#alarm-body)][/][disc 440 500 214 #4d1610][disc 440 500 206 url(#alarm-face)][put translate(440 500)]
    ${times(60, tick)}${hand(195, 'M-12 26L-9 -104L-24 -104L0 -148L24 -104L9 -104L12 26z')}
    ${hand(180, 'M-7 34L-4 -184L0 -194L4 -184L7 34z')}[line M0 0L96 -56 #b8402f 5][disc 0 0 17 #b98a36][disc
    -4 -4 6 #fff3c9][/][path M266 420A190 190 0 0 1 420 306Q330 360 290 470z #fff .35][path M600 690A252 252 0
    0 0 690 480L674 480A236 236 0 0 1 588 676z #ffd9b0 .8][blur 30][path M800 100L1100 100L700 900H200z
    #ffcf9a .2][/][edge alarm]`)
}

const loosePlank = (): string => {
  const view = camera(1.7, 0.34, 860, 600, 430)
  const roll = dice(61)
  const sway = (z: number): number => Math.sin(z * 0.32) * z * 0.045
  const plank = (z: number): string => {
    const tones = `${any(roll, '#b09a7c #a38c6e #bda88a #978266')} #5a4833 #4a3a28`
    const x = sway(z) - 0.86 + roll(-0.05, 0.05)
    const nails = `[line M${view(x + 0.12, 0.36, z + 0.1)}h.1M${view(x + 1.6, 0.36, z + 0.1)}h.1 #3d2f20
      ${18 / z}]`
    const scratch = (at: number): string => `M${view(x + 0.02, 0.36, z + 0.05 + at * 0.05)}
      L${view(x + roll(0.9, 1.7), 0.36, z + 0.05 + at * 0.05)}`
    const lines = `[line ${times(3, scratch)} #4a3a28 ${3 / z} .5]`
    return `${block(view, tones, [x, 0.3, z], [1.72 + roll(-0.04, 0.06), 0.06, 0.2])}${lines}${nails}`
  }
  const strake = (x: number, y: number, w: number, tone: string): string => {
    const side = (over: number, far: number[]): string[] => far.map((z) => view(sway(z) + over, y, z))
    return face(tone, ...side(x, [0.9, 3, 6, 11.9]), ...side(x + w, [11.9, 6, 3, 0.9]))
  }
  const reed = (seed: number, x: number, y: number, w: number, tall: number): string => `[grass ${seed} 90
    ${x} ${y} ${w} 70 ${tall} #8a9248 #a9a858 #c2b56a #6b7a3a #5d6a34]`
  const ripple = (at: number): string => `[oval ${(at * 461) % 1200} ${180 + at * 14} ${30 + at * 3}
    ${1.5 + at * 0.08} ${at % 2 ? '#fff2dc' : '#22404c'} .3]`
  const groove = (at: number): string => `[line M308 ${607 + at * 14} L${918 - at * 40} ${475 + at * 14}
    #6b5030 3 .5]`
  return draw(`
    [fade plank-sky down #c9d6dc #f3dcc0 #f6cfa8][fade plank-water down #e9cfae #9fb0ac #54707a #33505c][fade
    plank-loose slant #dcc39c #b8966a #8f7048][slab 0 0 1200 300 url(#plank-sky)][disc 830 96 40 #fff6e0][blur
    8][path M-20 130Q150 60 330 110T700 90T1220 120V200H-20z #8d9c8c][slab -20 140 1240 40 #7a8c72][/][slab 0
    150 1200 760 url(#plank-water)]${times(50, ripple)}[blur 12][slab -20 136 1240 40 #fff3e0 .6][/]
    ${reed(3, -20, 176, 460, 60)}${reed(4, 760, 176, 460, 64)}[blur 12][faint .6]
    ${strake(-1.3, 0, 2.35, '#10222a')}[/][/]${strake(-0.62, 0.28, 0.12, '#3d3022')}
    ${strake(0.5, 0.28, 0.12, '#3d3022')}${times(46, (at) => (at === 39 ? '' : plank(11.575 - at * 0.235)))}
    [blur 8][faint .6][path M298 623L288 689L868 653L898 573z #120a04][/][/][path M262 661L264 681L972
    555V529z #4f3c26][path M278 593L262 663L972 531L948 465z url(#plank-loose)]${times(4, groove)}[disc 338
    619 8 #3d2f20][line M898 497l6 -36 #4d4a48 8][oval 904 459 14 6 #7d7a78]${reed(5, -60, 560, 250, 300)}
    ${reed(6, 1010, 600, 260, 330)}${reed(7, -60, 860, 220, 420)}${reed(8, 1060, 880, 220, 420)}[edge plank]`)
}

const toolbox = (): string => {
  const steel = 'url(#tools-steel)'
  const hammer = `[slab -16 -20 32 330 #b07a3f rx=12][slab -10 -10 7 300 #e0b478][path M-94 -62C-80 -84 -30
    -84 -24 -76H30V-86H78V-22H30V-32H-24C-50 -36 -74 -30 -100 -8C-104 -30 -100 -48 -94 -62z #4c5054][path M-90
    -60C-60 -80 -30 -76 -24 -72H74V-60H-20C-50 -64 -76 -54 -90 -60z #9da2a6]`
  const saw = `[path M-40 -10C-60 -80 -20 -120 40 -116C96 -112 108 -60 84 -4L70 60H-20zM-4 -20C-14 -60 6 -80
    36 -78C62 -76 62 -50 50 -20z #a9502c fill-rule=evenodd][path M-20 50H74L60 320H10z ${steel}]
    ${times(9, (at) => `[disc ${-16 + at * 3} ${70 + at * 26} 6 #d5d8da]`)}`
  const screwdriver = (tone: string, dark: string): string => `[slab -22 -130 44 150 ${tone} rx=20][slab -12
    -120 8 126 #fff .5 rx=4][slab 8 -120 8 126 ${dark} rx=4][slab -7 20 14 260 ${steel}]`
  const wrench = `[path M-16 300V-40C-60 -60 -60 -120 -26 -146V-92L0 -76L26 -92V-146C60 -120 60 -60 16
    -40V300z ${steel} stroke=#6f7478 stroke-width=3]`
  const pliers = `[line M-34 -130C-60 -40 -20 20 4 90M40 -130C66 -40 26 20 0 90 #7d2720 42][line M-38 -130C-60
    -50 -24 10 0 80M36 -130C62 -40 26 20 2 80 #d9453a 30]`
  const clasp = (x: number): string => `[slab ${x - 40} 466 80 92 ${steel} rx=8][slab ${x - 24} 520 48 52
    #7a7f83 rx=6]`
  const nail = (x: number, at: number): string => `[put translate(${x} ${800 + (at % 2) * 30})
    rotate(${at * 50})][slab -4 0 8 44 #c9ccce][oval 0 0 15 9 #8d9194][/]`
  return draw(`
    [fade tools-steel across #8b9094 #f0f2f2 #b5babd #7a7f83][fade tools-blue down #3f7ba6 #2b5f88 #1d4566]
    [fade tools-lid down #1f4b6e #2f6690 #24557c][slab 0 0 1200 620 #c3a67c][blur 5]
    ${times(220, (at) => `[disc ${(at % 22) * 56 + 10} ${Math.floor(at / 22) * 56 + 20} 6 #7d6240]`)}[put
    translate(110 60) rotate(8)][slab 0 0 26 260 #8a3b2c][slab -50 -30 126 50 #50555a][/][ring 1060 170 96
    #3c6b4f 30][put translate(940 40) rotate(-6)][slab 0 0 22 240 #5f6468][/][/][wood 88 -20 590 1240 330 3
    #a8713f #3b1f0c][line M60 860l150 -60M980 640l120 30M420 880l90 -16 #3b1f0c 4 .5][blur 20][path M200
    820H980L1140 880H120z #1c0c04 .7][/][lift 8 8 10][path M262 150Q262 120 292 120H868Q898 120 898 150L912
    440H248z url(#tools-lid)][path M290 160Q290 146 304 146H856Q870 146 870 160L880 420H280z #183c59][/][line
    M480 124C486 70 674 70 680 124 #23282c 24][slab 286 150 588 12 #0d2438][path M232 450L262 390H898L928
    450V600H232z #0f2231][lift 8 6 8][put translate(830 330) rotate(16)]${saw}[/][put translate(330 320)
    rotate(-20)]${hammer}[/][put translate(560 300) rotate(4)]${wrench}[/][put translate(470 330) rotate(-7)]
    ${screwdriver('#e0a52e', '#8a5f10')}[/][put translate(650 340) rotate(9)]
    ${screwdriver('#3f7d4f', '#1f4a2c')}[/][put translate(728 390) rotate(18)]${pliers}[/][slab 250 430 330 40
    #d9c13a rx=6 transform="rotate(4 250 430)"][/][slab 366 446 56 20 #b6e08a rx=8 transform="rotate(4 250
    430)"][path M214 470H946L930 800Q928 826 900 826H260Q232 826 230 800z url(#tools-blue)][slab 204 456 752
    32 #5b97c2 rx=10][slab 204 480 752 10 #163a57][path M250 520H910M246 770H914 none .7 stroke=#163a57
    stroke-width=5][line M270 560L300 750M620 700l70 -20M760 610l30 60M450 540l-20 26 #9cc4e0 4 .6][path M860
    826l50 -60l16 30q-6 30 -30 30z #8a5a3a .7]${each([380, 780], clasp)}[lift 8 10 8][put translate(1050 740)]
    [slab -78 -78 150 140 #e0b02e rx=40][disc -6 -10 48 #2b2d2f][disc -6 -10 34 #3d4043][path M-70
    46H-190V66H-60z #f6e27a]${times(9, (at) => `[slab ${-182 + at * 13} 46 2 ${at % 3 ? 8 : 14} #33302a]`)}[/]
    ${each([70, 110, 150], nail)}[/][edge tools]`)
}

const thermos = (): string => {
  const cup = (x: number, y: number): string => `[path M${x - 62} ${y}L${x - 50} ${y + 118}Q${x} ${y + 134}
    ${x + 50} ${y + 118}L${x + 62} ${y}z url(#thermos-cup)][oval ${x} ${y} 62 16 #f2f0ea][oval ${x} ${y + 2}
    53 12 #4a2816][oval ${x - 12} ${y} 22 4 #8a5a38]`
  const slat = (y: number, h: number, tone: string, seed: number): string => `[path M-20
    ${y}H1220V${y + h}H-20z ${tone}][grain ${seed} 0 ${y} 1200 ${h} 26 #4a2f1a][slab 0 ${y} 1200 5 #fff3d6
    .55][slab 0 ${y + h - 12} 1200 12 #2b180c .55]`
  const autumn = '#d98a2e #c9642a #e3b04a #a9762f #8f9a4a'
  return draw(`
    [fade thermos-sky down #dfe3d6 #f0dcae #b99a58][fade thermos-can across #1d4a44 #4d8f84 #2f6e65 #173a36
    #2a5f57][fade thermos-cup across #8d9194 #f0f2f1 #c3c7c8 #7d8285][slab 0 0 1200 900 url(#thermos-sky)]
    [blur 20][slab -20 330 1240 140 #8fa9ad][slab -20 420 1240 500 #8a8a48]
    ${each([60, 320, 900, 1140], (x) => `[slab ${x - 16} 100 34 330 #5b4630]`)}[leaves 16 150 600 110 780 210
    60 ${autumn}][oval 620 372 130 8 #fff6d8][/][leaves 66 20 560 120 500 120 13 #fbe3a0 #f3c873][faint 1]
    [slab 210 240 34 420 #2b2d2e][slab 218 240 7 420 #6b6f70][slab 960 240 34 420 #2b2d2e][slab 968 240 7 420
    #6b6f70][/][put rotate(-1.2 600 450)]${slat(270, 92, '#a87546', 1)}${slat(392, 92, '#9a6a3e', 2)}[blur 8]
    [slab -20 520 1240 60 #2b2414 .5][/]${slat(570, 62, '#b98450', 3)}${slat(644, 76, '#c08c56', 4)}
    ${slat(734, 104, '#c99660', 5)}[slab -20 836 1240 90 #3b2a18][/][blur 14][path M470 716L760 636H940L560
    760z #241206 .6][path M690 748L930 690L960 720L760 790z #241206 .45][/][path M346 330Q346 296 380
    290V256H520V290Q554 296 554 330V700Q554 730 450 732Q346 730 346 700z url(#thermos-can)][path M346 420Q450
    440 554 420V440Q450 460 346 440z #d9dcdb .8][path M346 676Q450 700 554 676V704Q552 730 450 732Q348 730 346
    704z url(#thermos-cup)][path M382 150Q384 130 404 130H496Q516 130 518 150V268Q450 284 382 268z
    url(#thermos-cup)][path M382 250Q450 268 518 250V272Q450 288 382 272z #55595c][line M548 360C640 360 640
    600 548 600 #17312e 26][line M552 356C634 360 634 596 552 594 #4d8f84 6][path M376 340Q372 520 380 660L396
    664Q386 500 394 336z #fff .45][line M470 500l18 30M500 560l-10 40 #a9cfc8 3 .6][lift 16 6 10]
    ${cup(700, 634)}${cup(850, 600)}[/][blur 14][faint .55][line M690 600C650 540 740 490 690 410S720 300 690
    250 #fff 30][line M850 570C890 510 810 460 860 390S830 300 850 240 #fff 28][/][/][lift 8 8 6][leaf 180 770
    60 130 56 #d9782a #8f3f14][leaf 1090 690 -70 110 48 #e3b04a #a06a1c][/][edge thermos]`)
}

const compass = (): string => {
  const roll = dice(29)
  const fallen = (at: number): string => `[put translate(${roll(-20, 1220)} ${roll(0, 960)})][leaf 0 0
    ${roll(0, 360)} ${roll(150, 250)} ${roll(60, 100)}
    ${pick('#b5562a #8f4a2a #cf8a34 #a9702f #7d3f24 #c46a2c #d9a548', at)} #5d2f18][/]`
  const needle = (): string => `[line M${roll(0, 1200)} ${roll(0, 900)}q${roll(-30, 30)} ${roll(-20, 20)}
    ${roll(-90, 90)} ${roll(-70, 70)} ${any(roll, '#5d6b34 #3d2a1a #7d8a48')} 4]`
  const tick = (at: number): string => `[line M0 -272V${at % 6 ? -258 : at % 18 ? -246 : -236} #33291d
    ${at % 6 ? 2.5 : 6} transform="rotate(${at * 5})"]`
  const ray = (long: number, wide: number, turn: number): string => `[put rotate(${turn})][path M0
    ${-long}L${wide} ${-wide}L0 0z #8a6a3a][path M0 ${-long}L${-wide} ${-wide}L0 0z #d9bf8a][/]`
  const star = (long: number, wide: number, turn: number): string =>
    times(4, (at) => ray(long, wide, at * 90 + turn))
  return draw(`
    [fade compass-brass slant #f9e7ae #c3933e #7d5618 #e0b866 #8f6520][glow compass-dial #fdf8ea #f6ecd2
    #d9c69c][fade compass-glare slant #ffffffc0 #ffffff20 #ffffff00][slab 0 0 1200 900 #3d2415][specks 3 300 0
    0 1200 900 9 #5d3a20 #2b180c #6b5a34][lift 5 8 7]${times(46, fallen)}[/]${times(60, needle)}[blur 30][path
    M-40 -40H1240V260L-40 700z #ffdf9a .16][path M1240 400V940H300z #1c0a04 .5][/][lift 22 28 18][put
    translate(1010 80) rotate(36)][disc 0 0 310 url(#compass-brass)][disc 0 0 276 #a97c30][ring 0 0 250
    #d9b866 5]${star(130, 24, 45)}${star(200, 32, 0)}[/][put translate(540 500)][slab 170 -320 130 110 #8f6520
    rx=14 transform="rotate(40 235 -255)"][disc 0 0 350 url(#compass-brass)][put rotate(-140)][ring 0 -392 46
    #b98a36 20][/][/][/][put translate(540 500)]
    ${times(90, (at) => `[slab -2 -349 4 22 #6b4a14 .6 transform="rotate(${at * 4})"]`)}[ring 0 0 318 #6b4a14
    5][disc 0 0 300 #5d4014][disc 0 6 290 url(#compass-dial)][put rotate(12)]${times(72, tick)}[ring 0 0 222
    #8a6a3a 3]${star(130, 26, 45)}${star(212, 36, 0)}[/][blur 7][put translate(12 18) rotate(-34)][path M0
    -232L26 0L0 232L-26 0z #2b1a08 .5][/][/][put rotate(-34)][path M0 -232L26 0H-26z #c9382a][path M0 -232L26
    0H0z #8f1f16][path M0 232L26 0H-26z #e6e8ea][path M0 232L26 0H0z #9aa3ab][disc 0 0 22 url(#compass-brass)]
    [disc -5 -5 7 #fff6d0][/][path M-250 -70A260 260 0 0 1 90 -246C-20 -180 -170 -60 -212 60Q-254 0 -250 -70z
    url(#compass-glare) .6][/][edge compass]`)
}

const movingBoxes = (): string => {
  const view = camera(1.42, 0.1, 930, 440, 520)
  const card = ['#e0b988 #c99c66 #a37a48', '#d9b07c #bf925a #98703f', '#e6c294 #cfa470 #a98050']
  const box = (x: number, y: number, z: number, w: number, h: number, kind: number): string => {
    const front = (fx: number, fy: number): string => view(x + fx * w, y + fy * h, z)
    const [middle = 0, hole = 0, , arrow = 0] = numbers(`${front(0.5, 0.72)} ${front(0, 0.44)}`)
    const lid = [view(x + w * 0.44, y + h, z + 0.5), view(x + w * 0.56, y + h, z + 0.5)]
    const tape = `${face('#b3834a', front(0.44, 1), front(0.56, 1), front(0.56, 0.8), front(0.44, 0.8))}
      ${face('#ecd0a0', front(0.56, 1), front(0.44, 1), ...lid)}`
    const dents = `[line M${front(0.06, 0.2)}L${front(0.2, 0.08)}M${front(0.8, 0.9)}L${front(0.94, 0.74)}
      #8f6a3c 3 .6]`
    const up = `V${arrow}m-14 14l14 -16l14 16`
    const mark = kind === 1 ? `[line M${front(0.12, 0.2)}${up}M${front(0.22, 0.2)}${up} #8a4a34 7]` : ''
    const edge = `[line M${front(0, 1)}L${front(1, 1)} #f6dcb4 4][line M${front(0, 0)}L${front(1, 0)} #5d4020
      5]`
    return `${block(view, card[kind] ?? '', [x, y, z], [w, h, 0.5])}${tape}[slab ${middle - 36} ${hole + 10}
      72 24 #5d4020 rx=12][slab ${middle - 36} ${hole + 28} 72 8 #e6c294 rx=4]${dents}${mark}${edge}`
  }
  const pot = view(-0.07, 1.87, 2.6)
  const frond = (turn: number, at: number): string => `[leaf 0 -70 ${turn} ${200 - (at % 2) * 40} 54
    ${pick('#4f8048 #6b9a58 #3d6a3c', at)} #9cc088]`
  return draw(`
    [fade boxes-wall across #cfd6d3 #b7c2c2 #93a2a6][slab 0 0 900 1200 url(#boxes-wall)][path M640
    -10H910V1010L640 880z #8a999d][blur 12][path M40 90L300 30V420L40 520zM60 560L300 460V700L60 830z #fff3d0
    .75][path M160 60h14V780h-14z #aab4b2][/][slab -10 880 920 330 #a3754a]
    ${times(14, (at) => `[line M${440 + (at - 6) * 74} 880L${440 + (at - 6) * 190} 1210 #6b4526 3 .6]`)}[grain
    9 0 890 900 300 24 #5d3a1c][path M-10 850H640V880H-10zM640 850L910 984V1020L640 880z #eef0ea][line M0
    880H640L910 1020 #5d5a50 4 .6][blur 16][faint .7]${flat(view, '#1c0e04', -0.94, 0, 2.2, 1.86, 0.5)}[/]
    [path M640 420L900 560V1010L640 900z #2b3438 .4][/]${box(-0.86, 0, 2.3, 0.82, 0.52, 0)}
    ${box(0.02, 0, 2.26, 0.84, 0.5, 1)}${box(-0.72, 0.52, 2.34, 0.7, 0.46, 1)}
    ${box(0.06, 0.5, 2.3, 0.66, 0.44, 2)}${box(-0.5, 0.98, 2.3, 0.84, 0.48, 0)}
    ${box(-0.34, 1.46, 2.32, 0.54, 0.38, 2)}[lift 10 8 9][put translate(${pot})]
    ${each([-64, -34, -8, 22, 50, 76], frond)}[path M-58 -84H58L44 20H-44z #c26a48][slab -66 -96 132 30
    #d27c58 rx=8][/][/][lift 8 8 6][put translate(800 1120)][ring 0 0 44 #c99c5c 26][ring 0 0 58 #8f6a34 3]
    [ring 0 0 30 #efe3cc 4][/][/][edge boxes]`)
}

const umbrellas = (): string => {
  const canopy = (size: number, tones: string, dark: string): string => {
    const rim = rows('-1 -.06, -.72 .05, -.26 .09, .26 .09, .72 .05, 1 -.06')
    const edge = rim.map(([x = 0, y = 0]) => [x * size, y * size] as const)
    const top = -size * 0.74
    const panels = edge.slice(1).map(([x, y], at) => {
      const [fromX, fromY] = edge[at] ?? [0, 0]
      return `[path M0 ${top}C${fromX * 0.6} ${top} ${fromX} ${top * 0.55} ${fromX}
        ${fromY}Q${(fromX + x) / 2} ${(fromY + y) / 2 - size * 0.1} ${x} ${y}C${x} ${top * 0.55} ${x * 0.6}
        ${top} 0 ${top}z ${pick(tones, at)} stroke=${dark} stroke-width=4]`
    })
    return `[slab -6 ${top - 34} 12 44 #3b2a1c rx=5]${panels.join('')}
      ${each(edge, ([x, y]) => `[disc ${x} ${y + 3} 6 #3b2a1c]`)}[path M${-size * 0.62}
      ${top * 0.5}C${-size * 0.5} ${top * 0.78} ${-size * 0.3} ${top * 0.92} ${-size * 0.1}
      ${top * 0.96}C${-size * 0.3} ${top * 0.84} ${-size * 0.44} ${top * 0.7} ${-size * 0.52} ${top * 0.46}z
      #fff .4]`
  }
  const coat = (tone: string, dark: string, boot: string): string =>
    `[slab -64 320 46 150 #2b2f3a rx=14][slab 18 320 46 150 #2b2f3a rx=14][slab -72 390 60 100 ${boot} rx=16]
      [slab 12 390 60 100 ${boot} rx=16][path M-58 -30C-70 -150 70 -150 58 -30L76 0H-76z ${tone}][path M10
      -122C70 -120 66 -60 58 -30L76 0H20z ${dark} .5][path M-70 -40C-120 -20 -130 60 -136 200L-104 214L-92
      110L-112 360Q0 390 112 360L92 110L104 214L136 200C130 60 120 -20 70 -40z ${tone}][path M20 -40H70C120
      -20 130 60 136 200L104 214L92 110L112 360Q70 376 40 376Q60 160 20 -40z ${dark} .5][line M0 60V372M-92
      110Q-84 60 -96 20M92 110Q84 60 96 20 ${dark} 5 .7][slab -96 176 192 20 ${dark} .55]`
  const pair = (): string => `[put translate(400 430)]${coat('#8f4a3c', '#5d2a20', '#3d5a4a')}[/][put
    translate(780 446)]${coat('#4d6a55', '#2b4032', '#c9a03a')}[/]`
  const roll = dice(83)
  const house = (at: number): string => `[slab ${at * 180 - 40} ${60 + (at % 3) * 50} 176 440
    ${pick('#7d6a64 #8f8478 #6b7078 #967468', at)}][slab ${at * 180} 300 90 150
    ${pick('#ffd98a #8fa0a8 #ffcf7a #9a8f80 #ffe3a0', at)}][slab ${at * 180} 160 34 60 #c9d0d0][slab
    ${at * 180 + 60} 160 34 60 #55606a]`
  const streak = (at: number): string => `[line M${roll(-20, 1200)} ${520 + at * 9}h${roll(30, 150)}
    ${at % 2 ? '#cfd8da' : '#2b343c'} 2.5 .35]`
  const splash = (): string => `[oval ${roll(0, 1200)} ${roll(600, 890)} ${roll(10, 30)} ${roll(3, 7)} none .6
    stroke=#dfe8ea stroke-width=2.5]`
  const drizzle = (): string => `[line M${roll(-20, 1220)} ${roll(-40, 880)}l${roll(-10, -5)} ${roll(40, 80)}
    #eef4f6 2 ${roll(0.2, 0.55)}]`
  return draw(`
    [fade rain-street down #7d8a94 #55626d #3b4650][fade rain-air down #a9b5bb #c3c9c6][slab 0 0 1200 520
    url(#rain-air)][blur 9]${each([0, 1, 2, 3, 4, 5, 6], house)}[/][slab 0 490 1200 420 url(#rain-street)]
    [blur 14]${each([40, 400, 760, 940], (x) => `[slab ${x} 500 70 330 #ffd98a .45]`)}[put translate(0 1790)
    scale(1 -1)][faint .6]${pair()}[/][/][/]${times(44, streak)}${times(26, splash)}${pair()}[lift 4 16 14]
    [put translate(786 350) rotate(5)]${canopy(310, '#2d6f86 #3a86a0 #4596b2 #3a86a0 #27617a', '#1c4c60')}[/]
    [put translate(396 352) rotate(-6)]${canopy(330, '#c98a1e #e3a52c #f2bb45 #e3a52c #bf8018', '#8f5f10')}[/]
    [/]${times(110, drizzle)}[specks 8 60 80 300 1020 60 4 #fff][edge rain]`)
}

const narrowBridge = (): string => {
  const view = camera(1.75, 0.2, 830, 560, 400)
  const green = '#7d8f44 #98a552 #5f7536 #b0b463'
  const post = (x: number, z: number): string =>
    block(view, '#b59a7a #8a6f52 #6b543c', [x, 0.1, z], [0.07, 1.05, 0.07])
  const on = (fill: string, spots: string): string =>
    face(fill, ...rows(spots).map(([x = 0, y = 0, z = 0]) => view(x, y, z)))
  const rail = (x: number): string => {
    const [end, near] = [x + 0.1, `${x} 1.15 2.5, ${x + 0.1} 1.15 2.5`]
    const top = on('#cbb08c', `${near}, ${end} 1.15 6.6, ${x} 1.15 6.6`)
    const front = on('#8a6f52', `${near}, ${end} 1.05 2.5, ${x} 1.05 2.5`)
    return top + front + block(view, '#7d6246 #7d6246 #7d6246', [x + 0.03, 0.62, 2.5], [0.04, 0.08, 4.1])
  }
  const cow = (x: number, y: number, size: number): string => `[put translate(${x} ${y}) scale(${size})][slab
    -30 -10 60 26 #2b2623 rx=10][slab -10 -10 20 24 #efe9dd rx=8][disc 36 -6 11 #2b2623][slab -26 10 7 22
    #2b2623][slab 18 10 7 22 #2b2623][/]`
  const ripple = (at: number): string => `[oval ${(at * 433) % 1200} ${420 + at * 6} ${40 + at * 4}
    ${1.6 + at * 0.1} ${at % 2 ? '#fff0d0' : '#4d5678'} .35]`
  const board = (at: number): string => {
    const tones = `${pick('#b89a74 #a98a64 #c4a680 #9c7f5a', (at * 5) % 7)} #6b5238 #5d472f`
    return block(view, tones, [-0.42 + (at % 3) * 0.015, 0.2, 6.5 - at * 0.25], [0.84, 0.05, 0.22])
  }
  const shade = (z: number): string =>
    on('#2b1a10', `.42 .25 ${z}, .42 .25 ${z + 0.1}, -.42 .25 ${z - 0.5}, -.42 .25 ${z - 0.6}`)
  return draw(`
    [fade bridge-sky down #8f9cc0 #d9a9ae #f6cf9a #fbe6b8][fade bridge-land down #a9ad5f #8a9a4a #66803a][fade
    bridge-water down #f3c99a #cfa0a4 #6f7a98][slab 0 0 1200 300 url(#bridge-sky)][disc 850 206 46 #fff1c4]
    [blur 12][oval 260 90 210 16 #f9d9bc .8][oval 420 116 160 10 #f9d9bc .7][oval 980 70 190 14 #f6c9b0 .7][/]
    [blur 3][slab -20 216 1240 30 #7d7f62]
    ${each([40, 84, 126, 170, 212, 256], (x, at) => `[oval ${x} 180 15 ${56 - at * 4} #5f6a52]`)}[path M640
    236V190L690 150L740 190V236z #7d4a3c][slab 640 196 100 44 #5d3a34][leaves 7 30 590 200 44 30 18 #55664a
    #66784f][/][slab 0 236 1200 670 url(#bridge-land)]${cow(970, 290, 0.7)}${cow(1090, 300, 0.8)}
    ${cow(330, 284, 0.6)}${on('#cdb98a', '-0.5 0 6.5, 0.5 0 6.5, 0.9 0 40, 0.3 0 40')}
    ${on('#4d4a2c', '-9 0 2.9, 9 0 2.9, 14 0 6.2, -14 0 6.2')}
    ${on('url(#bridge-water)', '-9 0 3.1, 9 0 3.2, 14 -0.2 6.1, -14 -0.2 6')}${times(26, ripple)}[blur 7]
    [faint .5]${on('#3d2f28', '-0.5 -0.1 3.2, 0.5 -0.1 3.2, 0.5 -0.1 6, -0.5 -0.1 6')}[slab 835 500 30 130
    #fff1c4][/][/][grass 31 230 -20 400 1240 22 44 ${green}][grass 32 420 -20 640 1240 280 74 ${green}]
    ${on('#cdb98a', '-0.42 0 1.2, 0.42 0 1.2, 0.42 0 2.6, -0.42 0 2.6')}
    ${each([6.4, 5.1, 3.8], (z) => post(-0.48, z) + post(0.42, z))}
    ${on('#4a3826', '-0.4 0.22 2.5, 0.4 0.22 2.5, 0.4 0.02 2.5, -0.4 0.02 2.5')}${times(17, board)}[blur 3]
    [faint .4]${each([5.8, 4.4, 3], shade)}[/][/]${post(-0.48, 2.5)}${post(0.42, 2.5)}${rail(-0.5)}
    ${rail(0.41)}[grass 33 120 -40 800 400 110 220 ${green}][grass 34 130 880 780 360 130 260 ${green}][specks
    6 26 0 700 360 180 10 #f3d45a #fff6e0][specks 7 26 820 700 380 180 10 #f3d45a #e9b0c0][edge bridge]`)
}

const twoDiaries = (): string => {
  const roll = dice(57)
  const scribble = (x: number, y: number, w: number, tone: string): string => `[line M${x}
    ${y}${times(Math.floor(w / 12), () => `q3 ${roll(-13, -4)} 6 0t6 0`)} ${tone} 3.5]`
  const page = (x: number, tones: string): string => {
    const day = (at: number): string => `[line M${x + 16} ${74 + at * 78}h318 #b9b3a4 2.5][slab ${x + 16}
      ${84 + at * 78} 34 30 #d9d3c4 rx=5]`
    const plans = times(9, (at) => {
      const [left, top] = [x + 64 + roll(0, 60), 84 + (at % 6) * 78 + (at > 5 ? 34 : 0)]
      const w = roll(110, 190)
      const band = `[slab ${left} ${top} ${w} 28 ${any(roll, tones)} .75 rx=5]`
      if (roll(0, 1) < 0.6) return band + scribble(left + 8, top + 20, w - 20, '#3a3a44')
      return scribble(left, top + 22, w, any(roll, '#2f4a7d #3a3a44 #8f3a34'))
    })
    return `[slab ${x} 0 350 560 #f7f2e6][slab ${x + 16} 26 150 16 #c9c2b0 rx=6]${times(6, day)}${plans}`
  }
  const diary = (cover: string, ribbon: string, tones: string, coil: string): string =>
    `[slab -372 -18 744 604 ${cover} rx=20][slab -356 4 712 568 #d6cfbd rx=6]${page(-352, tones)}
      ${page(2, tones)}[slab -60 0 62 560 url(#diary-left)][slab 2 0 62 560 url(#diary-right)]
      ${coil ? times(15, (at) => `[line M-16 ${26 + at * 36}q16 -20 32 0 ${coil} 7]`) : ''}[path M150
      -6H176L186 640L166 618L146 640z ${ribbon}]`
  return draw(`
    [fade diary-left across #6b5a4000 #6b5a4070][fade diary-right across #6b5a4070 #6b5a4000][fade diary-desk
    slant #5d7f78 #466861 #2f4a46][glow diary-coffee #5d3218 #3d1f0e][slab 0 0 1200 900 url(#diary-desk)]
    [specks 9 160 0 0 1200 900 4 #7a9a92 #36524d][lift 16 18 14][disc 1070 130 176 #e9e2d2][disc 1070 130 130
    #d2c9b6][line M960 210L880 290 #e9e2d2 40][disc 1070 130 112 #f6f0e2][/][disc 1070 134 98
    url(#diary-coffee)][path M1000 90Q1050 50 1110 66Q1060 80 1020 120z #b98a5c .5][lift 10 14 12][put
    translate(470 70) rotate(-13) scale(1.02)]${diary('#23395d', '#c9a03a', '#a9c4e0 #f3d98a #c3dcb0', '')}[/]
    [/][lift 14 18 14][put translate(690 330) rotate(9) scale(1.02)]
    ${diary('#b5483a', '#2f6e65', '#f3b8a0 #f6dd8c #b9d8d0 #d6bfe0', '#6d7073')}[/][/][lift 6 10 7][slab 850
    560 120 120 #f6e05a transform="rotate(14 910 620)"][put translate(330 780) rotate(-24)][slab 0 -13 330 26
    #2b3a52 rx=10][slab 230 -13 100 26 #1c2738 rx=10][slab 236 -18 80 6 #c9ccce][slab 222 -14 8 28 #d9b25a]
    [path M0 -11L-40 0L0 11z #d9c39a][/][/][put translate(856 600) rotate(14)]
    ${scribble(10, 20, 90, '#6b5a14')}${scribble(10, 48, 70, '#6b5a14')}[/][blur 26][path M-60 300L420
    -60H640L-60 560zM-60 700L820 -60H920L-60 820z #fff3cf .22][/][edge diary]`)
}

const tandem = (): string => {
  const frame = '#c8553a'
  const tube = (d: string): string => `[line ${d} #7d2c1c 19][line ${d} ${frame} 15][put translate(0 -3)][line
    ${d} #f0a085 4][/]`
  const spoke = (at: number): string => `[line M-136 0H136 #8d9194 1.8 transform=rotate(${at * 22.5})]`
  const wheel = (x: number): string => `[ring ${x} 660 150 #24262a 17][ring ${x} 660 138 #c3c7c9 6][put
    translate(${x} 660)]${times(8, spoke)}[/][disc ${x} 660 15 #6d7174][path M${x - 168} 640A170 170 0 0 1
    ${x + 110} 532 none stroke=${frame} stroke-width=12 stroke-linecap=round]`
  const saddle = (x: number, y: number): string => `[line M${x} ${y}L${x + 12} ${y + 70} #b9bdc0 13][path
    M${x - 66} ${y - 14}C${x - 60} ${y - 40} ${x} ${y - 26} ${x + 66} ${y - 22}C${x + 80} ${y - 16} ${x + 60}
    ${y - 2} ${x + 30} ${y + 2}C${x} ${y + 22} ${x - 60} ${y + 18} ${x - 66} ${y - 14}z #5d3a20]`
  const crank = (x: number): string => `[ring ${x} 700 40 #55595c 9][line M${x - 46} 640L${x + 46} 760 #3d4043
    11][slab ${x - 78} 630 60 15 #24262a rx=5][slab ${x + 20} 754 60 15 #24262a rx=5]`
  const white = '#efe8da #e6decd #f4eee2 #e0d6c3 #eae2d2'
  const bars = `M720 700H470L245 660L425 440L470 700L690 470H425M690 440L720 700L880 480M690 455L872 440
    M866 400L884 496`
  const shape = (): string => `${wheel(245)}${wheel(965)}[line M245 660L470 700L720 700 #3d4043 7][line M470
    662L720 662M250 640L470 664 #3d4043 5]${tube(bars)}[line M884 496C900 560 930 600 965 660 #7d2c1c 17][line
    M884 496C900 560 930 600 965 660 ${frame} 12]`
  const cobble = (row: number, at: number): string => `[slab ${at * 84 - (row % 2) * 42} ${796 + row * 38} 80
    34 ${pick('#9c9186 #8a8075 #a89c90 #7f766c', at * 3 + row)} rx=4]`
  return draw(`
    [fade tandem-light slant #fff3d260 #fff3d200 #3b2a1a70][put rotate(-1 600 450)][bricks 19 -60 -60 1340 860
    40 #c9bda6 ${white}][/][specks 4 60 0 520 1200 240 16 #c9bb9f #b9a98a][leaves 5 210 1080 90 300 190 26
    #4d7038 #66894a #7fa058 #3b5a2e][leaves 6 60 1150 330 80 160 24 #4d7038 #66894a #3b5a2e][slab -10 790 1220
    130 #8f857a]${times(3, (row) => times(16, (at) => cobble(row, at)))}[slab -10 776 1220 18 #6b6258 .5]
    [grass 8 40 0 792 1200 6 40 #7a9048 #5f7a3a][blur 9][oval 620 816 520 18 #1c140c .6][/][lift 44 -6 8]
    ${shape()}[/]${crank(470)}${crank(720)}${saddle(414, 372)}${saddle(678, 372)}[line M684 424L640 410
    #b9bdc0 12][line M640 412C664 372 640 366 612 368L566 376 #b9bdc0 12][line M604 370L566 376 #3d2a1c 22]
    [line M866 404L856 330 #b9bdc0 14][line M856 332C900 316 930 330 912 352C900 364 860 366 830 366 #b9bdc0
    12][line M862 367L818 367 #3d2a1c 22][disc 890 318 15 #e6e8e8][disc 906 420 28 #3d4043][oval 924 422 14 28
    #fff3c4][slab 110 520 130 12 #3d4043 rx=5][line M130 530L230 650 #3d4043 7][slab 92 536 18 34 #c8281e
    rx=5][lift 8 12 8][path M122 440Q180 424 240 440L232 520H130z #c9a25c]
    ${times(4, (at) => `[line M128 ${456 + at * 18}H236 #8a6a30 4 stroke-dasharray="12 8"]`)}[line M140
    440Q182 380 224 440 #8a6a30 8][/][slab 0 0 1200 900 url(#tandem-light)][edge tandem]`)
}

const signpost = (): string => {
  const boards = rows(`150 1 -4 0, 214 -1 5 1, 286 1 7 2, 352 -1 -6 3, 424 -1 3 4, 470 1 -8 5, 546 1 4 6,
    610 -1 -3 0, 676 1 11 3, 744 -1 8 2, 812 1 -5 1, 880 -1 -10 5`)
  const paint = '#d9a53a #b5483a #3f7d86 #efe6d2 #5f8a4a #3d5a8a #c97a48'
  const shades = '#8a5f14 #6b231a #1f4a52 #a3977c #34542a #22365a #7d4420'
  const board = ([y = 0, way = 1, turn = 0, kind = 0]: number[], at: number): string => {
    const [tone, dark] = [pick(paint, kind), pick(shades, kind)]
    const long = 250 + ((at * 53) % 90)
    const d = `M-60 -28H${long}L${long + 44} 2L${long} 32H-60z`
    const marks = `[slab 30 -6 ${70 + ((at * 37) % 60)} 14 ${dark} .55 rx=7][slab ${130 + ((at * 37) % 60)} -6
      50 14 ${dark} .55 rx=7]`
    return `[put translate(446 ${y}) scale(${way} 1) rotate(${turn})][path ${d} ${tone} stroke=${dark}
      stroke-width=4][grain ${at + 3} -56 -24 ${long * 0.75} 52 7 ${dark}][path M-60 -28H${long}L${long + 10}
      -20H-60z #fff .4]${marks}[disc -22 2 6 #4a4038][disc 22 2 6 #4a4038][/]`
  }
  const marram = '#8f9a5a #aab06c #6f7f48 #c3bd80'
  const cloud = ([x = 0, y = 0, r = 0]: number[]): string => `[oval ${x} ${y} ${r} ${r * 0.36} #fff]`
  return draw(`
    [fade signs-sky down #4d8fbd #8fbfd6 #dcebe6][fade signs-sand down #f0ddb0 #dcc28c #bf9f66][fade
    signs-pole across #5d4a38 #a98c6c #7d6448 #4a3828][slab 0 0 900 1200 url(#signs-sky)][blur 16][faint .85]
    ${each(rows('140 300 150, 260 260 110, 90 340 120, 720 560 170, 850 530 130, 640 110 90'), cloud)}[/][/]
    [slab 0 806 900 60 #6fa0b0]
    ${times(8, (at) => `[slab ${(at * 263) % 900} ${812 + at * 6} 120 3 #e6f3f3 .7]`)}[path M-10 870Q180 800
    380 860T910 850V1210H-10z #d9c492][grass 61 90 -10 850 920 20 60 ${marram}][path M-10 1000Q200 900 460
    990T910 960V1210H-10z url(#signs-sand)]
    ${times(12, (at) => `[line M${(at * 331) % 860} ${1030 + at * 13}q50 -14 110 0 #b3935c 4 .4]`)}[blur 10]
    [path M430 1110L-20 1190V1210H120L470 1120z #5d4424 .5][/][slab 424 80 46 1040 url(#signs-pole)][path M424
    84L447 56L470 84z #a98c6c][grain 4 424 100 46 980 10 #3b2a1a]
    ${each(boards, (sign, at) => `[lift 6 12 7]${board(sign, at)}[/]`)}[path M430 56q-6 -34 20 -44q30 -6 44
    18q22 6 50 2q-26 22 -56 28q-40 6 -58 -4z #f4f4f0][path M466 26q30 8 62 4q-30 24 -70 22z #9aa3a8][path M436
    22l-26 4l24 8z #e0a52e][disc 446 24 4 #22242a][grass 62 150 300 1110 300 40 130 ${marram}][grass 63 130
    -30 1190 300 30 260 ${marram}][grass 64 120 660 1180 270 40 220 ${marram}][edge signs]`)
}

const pencilBox = (): string => {
  const tones = `#f4d03a #f2a52c #e8782a #d9402e #b52a3c #d9628f #a34a9c #6a4a9c #3d4f9c #2f7ac0 #48aed0
    #2f9a94 #2f7d4a #6fae3c #b5c94a #8a5a34 #5d3a24 #3a3a3e`.split(/\s+/)
  const pencil = (tone: string, long: number): string =>
    `[slab -20 0 40 ${long} ${tone}][slab -20 0 12 ${long} #fff .28][slab 8 0 12 ${long} #000 .25][slab -20
      ${long - 34} 40 34 #d9b25a][path M-20 2L-6 -62H6L20 2Q13 -8 7 2Q0 -10 -7 2Q-14 -8 -20 2z #e6c08c][path
      M8 2Q14 -8 20 2L6 -62H2z #a9783f .6][path M-7.5 -54L0 -92L7.5 -54Q0 -48 -7.5 -54z ${tone}]`
  const curls = (x: number, y: number, tone: string): string => `[put translate(${x} ${y})][path M0 0C20 -40
    70 -40 80 0C66 -14 30 -16 18 12z #e6c08c][line M0 0C20 -40 70 -40 80 0 ${tone} 6][/]`
  const swirl = (d: string, tone: string): string => `[line ${d} ${tone} 9 .7][put translate(5 7)][line ${d}
    ${tone} 4 .45][/]`
  const inBox = (tone: string, at: number): string => {
    const place = `translate(${104 + at * 43.6} ${318 + ((at * 29) % 30)}) rotate(${((at * 7) % 3) - 1})`
    return at === 5 || at === 10 ? '' : `[put ${place}]${pencil(tone, 436)}[/]`
  }
  return draw(`
    [fade pencils-tin slant #d9dcdc #a3a8aa #7d8386 #c9cdce][wood 23 -20 -20 1240 940 6 #d9c3a0 #7d5f3c][lift
    8 12 12][path M640 -40L1260 40V560L560 470z #faf7ef][/]
    ${swirl('M760 150C800 60 940 80 920 170S790 230 800 140S960 40 1040 110S1080 250 1000 260', '#e8782a')}
    ${swirl('M740 330C800 280 820 400 880 340S960 300 990 370S1090 400 1130 330', '#2f7ac0')}
    ${swirl('M700 420C760 380 800 450 860 420S960 430 1010 450', '#2f9a94')}[put rotate(-9 470 520)][lift 14
    20 16][slab 50 170 850 640 url(#pencils-tin) rx=30][/][slab 66 186 818 608 #5f6568 rx=20][slab 74 196 802
    594 #33373a rx=16][lift 5 8 4]${each(tones, inBox)}[/][slab 66 640 818 154 #aeb4b6][slab 66 640 818 10
    #e6e9e9][slab 66 650 818 144 url(#pencils-tin) .6][path M160 730Q300 660 420 730T700 720T830 740 none .8
    stroke=#c8553a stroke-width=18 stroke-linecap=round][path M140 760Q300 700 420 764T700 754T840 768 none .8
    stroke=#2f7ac0 stroke-width=12 stroke-linecap=round][/][lift 8 14 8][put translate(1000 300) rotate(38)]
    ${pencil('#48aed0', 470)}[/][put translate(1120 250) rotate(12)]${pencil('#d9628f', 500)}[/]
    ${curls(890, 800, '#d9402e')}${curls(990, 760, '#2f7d4a')}${curls(1080, 850, '#f4d03a')}[/][specks 31 50
    860 700 300 180 5 #d9402e #2f7ac0 #3a3a3e #f2a52c][blur 26][path M-60 -60H520L-60 620z #fff3cf .3][/][edge
    pencils]`)
}

const emptyBoard = (): string => {
  const roll = dice(97)
  const pin = (x: number, y: number, tone: string): string => `[blur 5][oval ${x + 20} ${y + 20} 20 10 #3b200c
    .7][/][disc ${x} ${y} 17 ${tone}][disc ${x} ${y} 17 #000 .15][disc ${x - 4} ${y - 4} 12 ${tone}][disc
    ${x - 7} ${y - 7} 4.5 #fff .8]`
  const trace = (x: number, y: number, w: number, h: number, turn: number): string => `[slab ${x} ${y} ${w}
    ${h} #e9c48c .3 transform="rotate(${turn} ${x} ${y})"][disc ${x + w / 2} ${y + 16} 4 #5d3718]`
  return draw(`
    [fade board-wall across #d3dcdd #bccaca #9fb0b2][fade board-cork slant #d9aa6c #c8965a #b58248][slab 0 0
    1200 900 url(#board-wall)][blur 16][path M-40 300L420 -40H760L-40 620z #fff8e0 .8][/][lift 18 26 18][path
    M128 96L1100 150V744L128 790z #8a5a30][/][clip][path M172 146L1062 194V702L172 738z #000][in][slab 100 90
    1000 720 url(#board-cork)][specks 1 900 160 130 920 620 7 #a9743c #e6bf88 #8f5d2c #c48f52 #f0d09c]
    ${times(60, () => `[disc ${roll(180, 1050)} ${roll(200, 700)} 2.5 #4a2a10]`)}
    ${trace(260, 250, 170, 220, -3)}${trace(520, 300, 220, 160, 2)}${trace(800, 260, 150, 200, 4)}
    ${trace(380, 540, 190, 130, 3)}[blur 12][path M160 130L1080 180V216L160 174zM160 130H196V760H160z #3b200c
    .6][/][blur 22][path M120 560L780 90H980L300 800H120z #fff3cf .3][/][/][line M128 96L172 146M1100 150L1062
    194M1100 744L1062 702M128 790L172 738 #5d3a1c 4][path M128 96L1100 150L1090 160L138 108z #d9a872 .8][line
    M172 738L1062 702V194 #c9945c 5 .8]${pin(940, 640, '#c9382a')}${pin(984, 612, '#e0b02e')}
    ${pin(1000, 660, '#2f6e9a')}${pin(300, 236, '#f0ece2')}${pin(690, 470, '#3d7d4f')}[blur 10][slab -20 850
    1240 70 #7d6a55][leaves 13 40 90 850 130 110 44 #4d7048 #66895a #3b5a38][/][edge board]`)
}

const upright = 'P01-2 P01-3 P02-1 P02-3 P03-2 P03-3 P04-1 P04-3 P05-5 P07-2'
export const portraits: string[] = upright.split(' ')

export const pictures: Record<string, () => string> = {
  'P01-1': keys,
  'P01-2': bikeWithBags,
  'P01-3': cutting,
  'P01-4': longTable,
  'P02-1': doorWithoutName,
  'P02-2': coatRack,
  'P02-3': zebra,
  'P02-4': soup,
  'P02-5': pinnedMap,
  'P03-1': redChair,
  'P03-2': bookshelf,
  'P03-3': steppingStones,
  'P04-1': passes,
  'P04-2': loupe,
  'P04-3': ladderInTree,
  'P04-4': alarmClock,
  'P05-1': loosePlank,
  'P05-2': toolbox,
  'P05-3': thermos,
  'P05-4': compass,
  'P05-5': movingBoxes,
  'P06-1': umbrellas,
  'P06-2': narrowBridge,
  'P06-3': twoDiaries,
  'P07-1': tandem,
  'P07-2': signpost,
  'P07-3': pencilBox,
  'P07-4': emptyBoard,
}
