// Plain JavaScript, so that the same file serves the sources and the build.
import { stat } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import {
  ADTS,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  FilePathSource,
  FilePathTarget,
  Input,
  Mp3OutputFormat,
  Mp4OutputFormat,
  Output,
  WavOutputFormat,
  WebMOutputFormat,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny'

/** No talk lasts more than a day, in seconds. */
const longest = 24 * 60 * 60

/** What a packet of sound counts for at least, in bytes: one of nothing takes room in a file too. */
const smallest = 8

parentPort.postMessage(await rewrite(workerData))

/** Writes the first sound of a file anew, as it is, with its length and what is needed to find a place in it. Nothing
 * else of the file goes along: no pictures, and no words of where or by whom it was made. */
async function rewrite({ from, to }) {
  const input = new Input({
    source: new FilePathSource(from),
    formats: [WEBM, MATROSKA, MP4, QTFF, OGG, MP3, WAVE, ADTS],
  })
  try {
    const track = await input.getPrimaryAudioTrack()
    if (!track || track.codec === null) return { refused: 'noSound' }
    const kind = kindOf(track.codec)
    if (!kind) return { refused: 'noSound' }
    const target = new FilePathTarget(to)
    const output = new Output({ format: kind.format(), target })
    const source = new EncodedAudioPacketSource(track.codec)
    output.addAudioTrack(source)
    await output.start()
    const decoderConfig = await track.getDecoderConfig()
    const most = mostOf(await stat(from))
    let first
    let end = 0
    let taken = 0
    let isCut = false
    try {
      for await (const packet of new EncodedPacketSink(track).packets()) {
        first ??= packet.timestamp
        const timestamp = packet.timestamp - first
        end = Math.max(end, timestamp + packet.duration)
        taken += Math.max(packet.byteLength, smallest)
        if (taken > most || !(end <= longest)) break
        await source.add(packet.clone({ timestamp }), { decoderConfig })
      }
    } catch (error) {
      // Damaged or cut off in the middle: what came before that is sound.
      if (first === undefined || isOfDisk(error)) throw error
      isCut = true
    }
    if (first === undefined || taken > most || !(end <= longest)) {
      await output.cancel()
      return { refused: 'noSound' }
    }
    await output.finalize()
    const told = (await track.getDurationFromMetadata()) ?? 0
    isCut ||= end < told - first - Math.max(0.5, told * 0.05)
    return { type: kind.type, milliseconds: Math.round(end * 1000), isCut }
  } catch (error) {
    // The disk is full or gone: that is not the file's doing.
    if (isOfDisk(error)) return { failed: error.code }
    // What a library says of a damaged file is not for visitors.
    return { refused: 'noSound' }
  } finally {
    input.dispose()
  }
}

/** How many bytes of sound a file can hold, with some room: one may name the same bytes over and over. */
function mostOf({ size }) {
  return size * 1.2 + 1024 * 1024
}

function isOfDisk(error) {
  return /^E(NOSPC|ACCES|ROFS|IO|MFILE|NOENT|DQUOT)$/.test(error?.code)
}

function kindOf(codec) {
  if (codec === 'opus' || codec === 'vorbis')
    return { type: 'audio/webm', format: () => new WebMOutputFormat() }
  if (codec === 'aac') return { type: 'audio/mp4', format: () => new Mp4OutputFormat({ fastStart: false }) }
  if (codec === 'mp3') return { type: 'audio/mpeg', format: () => new Mp3OutputFormat() }
  if (codec.startsWith('pcm-')) return { type: 'audio/wav', format: () => new WavOutputFormat() }
  return undefined
}
