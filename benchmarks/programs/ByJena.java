// The work of Jena alone: rows, warm.
// Command: java -cp 'jena/*' ByJena.java WORK ARGUMENT ...; the last line of the output is JSON.
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.RDFDataMgr;

public class ByJena {
    static Model data;

    public static void main(String[] words) throws IOException {
        switch (words[0]) {
            case "rows" -> rows(words[1], Path.of(words[2]), Path.of(words[3]));
            case "warm" -> warm(Path.of(words[1]), Path.of(words[2]), words[3]);
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** Write the answer of a query as CSV. */
    static void rows(String file, Path query, Path target) throws IOException {
        data = RDFDataMgr.loadModel(file);
        System.out.println("{\"seconds\": " + ask(query, target) + "}");
    }

    /** Ask every query twice; the second time counts. */
    static void warm(Path queries, Path folder, String file) throws IOException {
        data = RDFDataMgr.loadModel(file);
        Map<String, Double> seconds = new TreeMap<>();
        try (var files = Files.list(queries)) {
            for (Path query : files.sorted().collect(Collectors.toList())) {
                String name = query.getFileName().toString().replace(".rq", "");
                ask(query, folder.resolve(name + ".csv"));
                seconds.put(name, ask(query, folder.resolve(name + ".csv")));
            }
        }
        String parts = seconds.entrySet().stream()
            .map(one -> "\"" + one.getKey() + "\": " + one.getValue())
            .collect(Collectors.joining(", "));
        System.out.println("{\"seconds\": {" + parts + "}}");
    }

    static double ask(Path query, Path target) throws IOException {
        String text = Files.readString(query);
        long start = System.nanoTime();
        try (QueryExecution asked = QueryExecution.model(data).query(text).build();
             OutputStream out = Files.newOutputStream(target)) {
            ResultSetFormatter.outputAsCSV(out, asked.execSelect());
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
