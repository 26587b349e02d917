import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/**
 * Reads XMI with Apache UIMA and tells every annotation: type, begin, end, its words, what it quotes,
 * and the begin and end of its Dependent where it has one; the words in Base64.
 */
public class XmiCheck {
    public static void main(String[] args) throws Exception {
        TypeSystemDescription types = UIMAFramework.getXMLParser()
                .parseTypeSystemDescription(new XMLInputSource(args[0]));
        for (int i = 1; i < args.length; i++) {
            CAS cas = CasCreationUtils.createCas(types, null, null);
            try (InputStream stream = new FileInputStream(args[i])) {
                XmiCasDeserializer.deserialize(stream, cas, false);
            }
            for (AnnotationFS one : cas.getAnnotationIndex()) {
                System.out.println(String.join("\t", told(args[i], one)));
            }
        }
    }

    private static List<String> told(String file, AnnotationFS one) {
        Feature quote = one.getType().getFeatureByBaseName("quote");
        Feature dependent = one.getType().getFeatureByBaseName("Dependent");
        List<String> cells = new ArrayList<>();
        cells.add(file);
        cells.add(one.getType().getName());
        cells.add(one.getBegin() + "-" + one.getEnd());
        cells.add(encoded(one.getCoveredText()));
        cells.add(quote == null ? "" : encoded(one.getFeatureValueAsString(quote)));
        FeatureStructure end = dependent == null ? null : one.getFeatureValue(dependent);
        cells.add(end == null ? ""
                : ((AnnotationFS) end).getBegin() + "-" + ((AnnotationFS) end).getEnd());
        return cells;
    }

    private static String encoded(String words) {
        return words == null ? ""
                : Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
    }
}
