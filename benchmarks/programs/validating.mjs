// Validation by the engines from npm: a file of focus nodes for each.
// Command: node validating.mjs ENGINE PACKAGES DATA SHAPES TARGET
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [engine, packages, dataFile, shapesFile, target] = process.argv.slice(2)
const require = createRequire(`${packages}/package.json`)
const load = async (name) => import(pathToFileURL(require.resolve(name)))
const fromFolder = async (path) => import(pathToFileURL(`${packages}/node_modules/${path}`))

const n3 = await load('n3')
const { Parser, Store, DataFactory } = n3.default ?? n3

const SUBCLASS = DataFactory.namedNode('http://www.w3.org/2000/01/rdf-schema#subClassOf')
const read = (file) => new Store(new Parser().parse(readFileSync(file, 'utf8')))

async function report (data, shapes) {
  if (engine === 'shacl-engine') {
    const { Validator } = await fromFolder('shacl-engine/index.js')
    const { targetResolvers, validations } = await fromFolder('shacl-engine/sparql.js')
    // It looks for the classes above a class among the shapes, not in the data.
    shapes.addQuads(data.getQuads(null, SUBCLASS, null))
    const factory = Object.assign(Object.create(DataFactory), { dataset: (quads) => new Store(quads) })
    return new Validator(shapes, { factory, targetResolvers, validations }).validate({ dataset: data })
  }
  const { default: Validator } = await fromFolder('rdf-validate-shacl/index.js')
  return new Validator(shapes).validate(data)
}

const found = await report(read(dataFile), read(shapesFile))
const nodes = found.results.map(({ focusNode }) => {
  const term = focusNode.term ?? focusNode
  return term.termType === 'BlankNode' ? `_:${term.value}` : term.value
})
writeFileSync(target, JSON.stringify({ nodes }))
