import { promisify } from 'node:util'
import express, { type Request, type RequestHandler, type Response } from 'express'
import multer, { MulterError } from 'multer'
import { codeOf, Unreadable } from '../errors.ts'
import { uploadsIn } from './upload-folder.ts'

/**
 * What a form may bring: fields, fields with a long text, fields with one small file named `file` (in memory), or
 * fields with one picture named `picture`, one piece of sound named `piece` or one sound named `sound` (on disk).
 */
export type BodyKind = 'form' | 'long' | 'file' | 'picture' | 'piece' | 'sound'

export type SmallFile = { name: string; content: Buffer }
export type Upload = { path: string; bytes: number }

const kilobyte = 1024
const megabyte = 1024 * kilobyte

/** Reads the body of a request. Throws Unreadable when it is malformed or too large. */
export async function readBody(
  request: Request,
  response: Response,
  kind: BodyKind,
  uploadFolder: string,
): Promise<{ body: unknown; file: SmallFile | undefined; upload: Upload | undefined }> {
  // A form that was kept while signing in comes back without its file.
  const isMultipart = request.is('multipart/form-data') !== false
  const isOnDisk = kind === 'picture' || kind === 'piece' || kind === 'sound'
  const needsFile = kind === 'file' || isOnDisk
  try {
    await readerOf(needsFile && !isMultipart ? 'long' : kind, uploadFolder)(request, response)
  } catch (error) {
    throw unreadable(error)
  }
  const { file } = request
  return {
    body: request.body ?? {},
    file:
      kind === 'file' && file && file.size > 0
        ? { name: file.originalname, content: file.buffer }
        : undefined,
    upload: isOnDisk && file ? { path: file.path, bytes: file.size } : undefined,
  }
}

type Reader = (request: Request, response: Response) => Promise<void>

function readerOf(kind: BodyKind, uploadFolder: string): Reader {
  switch (kind) {
    case 'form':
      return form
    case 'long':
      return long
    case 'file':
      return file
    case 'picture':
      return onDisk(uploadFolder, kind, 80 * megabyte)
    case 'piece':
      return onDisk(uploadFolder, kind, 8 * megabyte)
    case 'sound':
      return onDisk(uploadFolder, kind, 510 * megabyte)
  }
}

const form = promisify(express.urlencoded({ extended: false, limit: 100 * kilobyte }))
const long = promisify(express.urlencoded({ extended: false, limit: 2 * megabyte }))
// Without nesting: a field named a[20000000] would become an array of that length.
const limits = { files: 1, fields: 50, fieldSize: 1.5 * megabyte, parts: 60, fieldNestingDepth: 0 }
const file = uploading(
  multer({
    storage: multer.memoryStorage(),
    limits: { ...limits, fileSize: 10 * megabyte },
    defParamCharset: 'utf8',
  }).single('file'),
)

/** Up to well above what a file may be, so that one that is too large comes back with its words, and not as an error. */
function onDisk(folder: string, field: string, fileSize: number): Reader {
  return uploading(
    multer({ storage: uploadsIn(folder), limits: { ...limits, fileSize }, defParamCharset: 'utf8' }).single(
      field,
    ),
  )
}

function uploading(handler: RequestHandler): Reader {
  return promisify(handler)
}

/** Reads the fields of a form that is refused, to give them back. Its files are not kept. */
export async function readFields(request: Request, response: Response): Promise<unknown> {
  const isMultipart = request.is('multipart/form-data') !== false
  await (isMultipart ? fieldsOnly : long)(request, response)
  // Anyone may be refused: what is given back is bounded, whatever came.
  return JSON.stringify(request.body ?? {}).length <= 2 * megabyte ? request.body : {}
}

const fieldsOnly = promisify(
  multer({
    storage: {
      _handleFile: (_request, { stream }, done) => {
        stream.resume().once('end', done)
      },
      _removeFile: (_request, _file, done) => {
        done(null)
      },
    },
    limits: { ...limits, fileSize: 30 * megabyte },
    defParamCharset: 'utf8',
  }).any(),
)

function unreadable(error: unknown): unknown {
  if (error instanceof MulterError) {
    const isTooLarge = ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE'].includes(error.code)
    return new Unreadable(error.code, isTooLarge ? 413 : 400)
  }
  // The disk is full or gone: that is not the visitor's doing.
  if (/^E(NOSPC|DQUOT|ACCES|ROFS|IO|MFILE|NOENT)$/.test(codeOf(error))) return error
  // What multer and Express make of a malformed body bears a status, or comes from the parser as a plain error.
  const { message, status } = error as { message?: string; status?: number }
  return new Unreadable(message ?? 'malformed', status === 413 ? 413 : 400)
}
