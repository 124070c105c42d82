// The work of Comunica alone, on a store of N3.js in memory: rows, warm.
// Command: node by_comunica.mjs PACKAGES WORK ARGUMENT ...; the last line of the output is JSON.
import { createWriteStream, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

const LONG = 5
const LONGEST = 20
const [packages, work, ...words] = isMainThread ? process.argv.slice(2) : workerData

/** Give the function that asks the queries of files, of one engine and one store. */
function asking (file) {
  const require = createRequire(`${packages}/package.json`)
  const { QueryEngine } = require('@comunica/query-sparql-file')
  const { Parser, Store } = require('n3')
  const engine = new QueryEngine()
  const store = new Store(new Parser().parse(readFileSync(file, 'utf8')))
  return async (query, target) => {
    const text = readFileSync(query, 'utf8')
    const start = performance.now()
    const result = await engine.query(text, { sources: [store] })
    const { data } = await engine.resultToString(result, 'text/csv')
    await pipeline(data, createWriteStream(target))
    return (performance.now() - start) / 1000
  }
}

/** Write the answer of a query as CSV. */
async function rows (file, query, target) {
  return { seconds: await asking(file)(query, target) }
}

/** Ask every query twice; the second time counts. One that takes long is asked once, or stopped. */
async function warm (queries, folder, file) {
  const seconds = {}
  const failed = {}
  const names = readdirSync(queries).map((query) => basename(query, '.rq')).sort()
  while (names.length > 0) {
    const asked = new Worker(fileURLToPath(import.meta.url), {
      workerData: [packages, 'ask', queries, folder, file, [...names]]
    })
    await new Promise((resolve, reject) => {
      const stop = () => { failed[names.shift()] = `over ${LONGEST} s`; resolve() }
      let over
      asked.on('error', reject)
      asked.on('exit', resolve)
      asked.on('message', ({ started, took, error }) => {
        clearTimeout(over)
        if (started) {
          over = setTimeout(stop, LONGEST * 1000)
          return
        }
        const name = names.shift()
        if (error) failed[name] = error
        else seconds[name] = took
      })
    })
    await asked.terminate()
  }
  return { seconds, failed }
}

/** Ask queries, and tell of each what it took. */
async function ask (queries, folder, file, names) {
  const query = asking(file)
  for (const name of names) {
    const files = [join(queries, `${name}.rq`), join(folder, `${name}.csv`)]
    parentPort.postMessage({ started: true })
    try {
      const first = await query(...files)
      parentPort.postMessage({ took: first > LONG ? first : await query(...files) })
    } catch (error) {
      parentPort.postMessage({ error: `${error.name}: ${error.message}` })
    }
  }
}

const done = await { rows, warm, ask }[work](...words)
if (isMainThread) console.log(JSON.stringify(done))
