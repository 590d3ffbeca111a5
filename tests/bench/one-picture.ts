import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { takePicture } from '../../src/files/pictures.ts'
import { openStorage } from '../../src/files/storage.ts'
import { median, rounded, type Line, type Report } from './report.ts'

const run = promisify(execFile)
const bar = 1.2

type Way = { name: string; about: string; work: (input: string) => Promise<unknown>; times: number[] }

/**
 * One photo by our pipeline beside libvips doing the same: an upright copy without what it tells of its maker, one of
 * 1600 pixels and one of 400. In turns, so that what else the machine does falls on all alike.
 */
export async function onePicture({
  rounds,
  pictures,
}: {
  rounds: number
  pictures: readonly Buffer[]
}): Promise<Report> {
  const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-one-'))
  try {
    const storage = await openStorage(path.join(folder, 'storage'))
    const version = await versionOfVips()
    const ours: Way = {
      ...{ name: 'ours', about: 'checked, hashed, and each file synced to the disk', times: [] },
      work: (input) => takePicture(input, storage),
    }
    const theirs: Way =
      version === undefined
        ? {
            name: 'sharp',
            about: "no vips on this machine: sharp's own libvips at its barest, without writing",
            times: [],
            work: byBareSharp,
          }
        : {
            name: 'vips',
            about: `${version}: vips autorot, then vipsthumbnail twice, one thread`,
            times: [],
            work: (input) => byCommandLine(folder, input),
          }
    const files = await Promise.all(
      pictures.map(async (content, nth) => {
        const file = path.join(folder, `input-${nth}.jpg`)
        await writeFile(file, content)
        return file
      }),
    )
    // The first round is for warming up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const file of files) {
        for (const way of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) {
          const from = performance.now()
          await way.work(file)
          if (round > 0) way.times.push(performance.now() - from)
        }
      }
    }
    const ratio = median(ours.times) / median(theirs.times)
    const least = Math.min(...ours.times) / Math.min(...theirs.times)
    return {
      name: 'picture',
      about: `one photo of 12 megapixels, ${ours.times.length} times in turns`,
      lines: [
        ...[ours, theirs].map(lineOf),
        {
          what: 'ours beside theirs, of the medians',
          value: String(rounded(ratio)),
          bar: `at most ${bar}`,
          holds: ratio <= bar,
        },
        {
          what: 'ours beside theirs, of the fastest',
          value: String(rounded(least)),
          bar: `at most ${bar}`,
          holds: least <= bar,
        },
      ],
      figures: {
        rounds,
        ratio,
        least,
        ways: [ours, theirs].map(({ name, about, times }) => ({ name, about, times })),
      },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function lineOf({ name, about, times }: Way): Line {
  return {
    what: `${name} (${about})`,
    value: `median ${rounded(median(times))} ms, fastest ${rounded(Math.min(...times))} ms`,
  }
}

async function versionOfVips(): Promise<string | undefined> {
  return run('vips', ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}

/** As whoever sits at a command line would, with one thread, as ours has for each photo. */
async function byCommandLine(folder: string, input: string): Promise<void> {
  const env = { ...process.env, VIPS_CONCURRENCY: '1' }
  const out = (name: string) => path.join(folder, name)
  await run('vips', ['autorot', input, `${out('master.jpg')}[Q=90,strip]`], { env })
  await run(
    'vipsthumbnail',
    [out('master.jpg'), '--size', '1600x1600>', '-o', `${out('large.jpg')}[Q=82,strip]`],
    { env },
  )
  await run(
    'vipsthumbnail',
    [out('large.jpg'), '--size', '400x400>', '-o', `${out('thumb.jpg')}[Q=80,strip]`],
    { env },
  )
}

async function byBareSharp(input: string): Promise<void> {
  const master = await sharp(input, { autoOrient: true }).keepIccProfile().jpeg({ quality: 90 }).toBuffer()
  const large = await sharp(master).resize(1600, 1600, { fit: 'inside' }).jpeg({ quality: 82 }).toBuffer()
  await sharp(large).resize(400, 400, { fit: 'inside' }).jpeg({ quality: 80 }).toBuffer()
}
