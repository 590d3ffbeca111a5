import { promisify } from 'node:util'
import express, { type Request, type Response } from 'express'
import multer, { MulterError } from 'multer'
import { Unreadable } from '../errors.ts'

/** What a form may bring: fields, fields with a long text, or fields with one small file named `file`. */
export type BodyKind = 'form' | 'long' | 'file'

export type SmallFile = { name: string; content: Buffer }

const kilobyte = 1024
const megabyte = 1024 * kilobyte

/** Reads the body of a request. Throws Unreadable when it is malformed or too large. */
export async function readBody(
  request: Request,
  response: Response,
  kind: BodyKind,
): Promise<{ body: unknown; file: SmallFile | undefined }> {
  try {
    // A form that was kept while signing in comes back without its file.
    const isMultipart = request.is('multipart/form-data') !== false
    await readers[kind === 'file' && !isMultipart ? 'long' : kind](request, response)
  } catch (error) {
    throw unreadable(error)
  }
  const { file } = request
  return {
    body: request.body ?? {},
    file: file && file.size > 0 ? { name: file.originalname, content: file.buffer } : undefined,
  }
}

const form = promisify(express.urlencoded({ extended: false, limit: 100 * kilobyte }))
const long = promisify(express.urlencoded({ extended: false, limit: 2 * megabyte }))
const file = promisify(
  multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: megabyte, files: 1, fields: 50, fieldSize: megabyte, parts: 60 },
    defParamCharset: 'utf8',
  }).single('file'),
)

const readers: Record<BodyKind, (request: Request, response: Response) => Promise<void>> = {
  form,
  long,
  file,
}

function unreadable(error: unknown): unknown {
  if (error instanceof MulterError) {
    return new Unreadable(
      error.code,
      error.code === 'LIMIT_FILE_SIZE' || error.code === 'LIMIT_FIELD_VALUE' ? 413 : 400,
    )
  }
  // What multer and Express make of a malformed body bears a status, or comes from the parser as a plain error.
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 400
  return error instanceof Error ? new Unreadable(error.message, status === 413 ? 413 : 400) : error
}
