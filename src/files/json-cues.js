/** So many no talk of a day has, word by word. */
const mostCues = 400_000

/** The cues of what Whisper, whisper.cpp, WhisperX and Amberscript write as JSON: seconds, speaker and words. */
export function cuesOfJson(text) {
  const data = JSON.parse(text.replace(/^\uFEFF/, ''))
  const pieces = data?.segments ?? data?.transcription ?? data
  if (!Array.isArray(pieces)) return { refused: 'kind' }
  const names = new Map((data.speakers ?? []).map?.(({ spkid, name }) => [spkid, name]) ?? [])
  const cues = pieces.map((piece) => cueOf(piece, names)).filter((cue) => cue !== undefined)
  if (cues.length > mostCues) return { refused: 'long' }
  return cues.length === 0 ? { refused: 'kind' } : { cues }
}

function cueOf(piece, names) {
  if (typeof piece !== 'object' || piece === null) return undefined
  const words = Array.isArray(piece.words) ? piece.words : []
  const written = piece.text ?? words.map((word) => word?.text ?? word?.word ?? '').join(' ')
  const start = secondsOf(piece.start ?? fromOffset(piece.offsets?.from) ?? words[0]?.start)
  const end = secondsOf(piece.end ?? fromOffset(piece.offsets?.to) ?? words.at(-1)?.end) ?? start
  if (typeof written !== 'string' || start === undefined) return undefined
  const speaker = names.get(piece.speaker) ?? piece.speaker
  return {
    start: Math.round(start * 1000),
    end: Math.round((end ?? start) * 1000),
    speaker: typeof speaker === 'string' ? speaker : '',
    text: written,
  }
}

function fromOffset(milliseconds) {
  return typeof milliseconds === 'number' ? milliseconds / 1000 : undefined
}

function secondsOf(value) {
  return typeof value === 'number' && value >= 0 && value < 3_600_000 ? value : undefined
}
