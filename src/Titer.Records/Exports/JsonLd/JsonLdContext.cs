namespace Titer.Records.Exports;

/// <summary>What the names in the linked data mean.</summary>
public static class JsonLdContext
{
    /// <summary>As published in docs/schema/batch-record.context.jsonld, inside of its <c>@context</c>.</summary>
    public const string Text = """
        {
          "@version": 1.1,
          "prov": "http://www.w3.org/ns/prov#",
          "schema": "https://schema.org/",
          "sosa": "http://www.w3.org/ns/sosa/",
          "qudt": "http://qudt.org/schema/qudt/",
          "xsd": "http://www.w3.org/2001/XMLSchema#",
          "titer": "urn:titer:schema:",
          "Batch": "prov:Activity", "Phase": "prov:Activity", "Recipe": "prov:Plan", "Person": "prov:Person", "Artefact": "prov:Entity", "Record": "prov:Bundle",
          "Chip": "sosa:Sensor", "Equipment": "sosa:Platform", "Property": "schema:PropertyValue", "Trend": "sosa:ObservationCollection", "Observation": "sosa:Observation",
          "CriticalParameter": "titer:CriticalParameter", "Exception": "titer:Exception", "Alarm": "titer:Alarm", "Signature": "titer:Signature",
          "name": "schema:name", "description": "schema:description", "identifier": "schema:identifier", "version": "schema:version", "product": "titer:product",
          "value": "schema:value", "minValue": "schema:minValue", "maxValue": "schema:maxValue", "unit": "qudt:ucumCode",
          "startedAtTime": { "@id": "prov:startedAtTime", "@type": "xsd:dateTime" }, "endedAtTime": { "@id": "prov:endedAtTime", "@type": "xsd:dateTime" },
          "time": { "@id": "sosa:resultTime", "@type": "xsd:dateTime" }, "result": "sosa:hasSimpleResult", "property": "sosa:observedProperty",
          "recipe": "prov:hadPlan", "equipment": "sosa:isHostedBy", "used": { "@id": "prov:used", "@container": "@set" },
          "people": { "@id": "prov:wasAssociatedWith", "@container": "@set" }, "chips": { "@id": "sosa:madeBySensor", "@container": "@set" },
          "formula": { "@id": "titer:formula", "@container": "@list" }, "phases": { "@id": "titer:phases", "@container": "@list" },
          "criticalParameters": { "@id": "titer:criticalParameters", "@container": "@list" }, "exceptions": { "@id": "titer:exceptions", "@container": "@list" },
          "alarms": { "@id": "titer:alarms", "@container": "@list" }, "signatures": { "@id": "titer:signatures", "@container": "@list" },
          "trends": { "@id": "titer:trends", "@container": "@list" }, "observations": { "@id": "sosa:hasMember", "@container": "@list" },
          "record": "titer:record", "head": "titer:head", "entries": "titer:entries", "verified": "titer:verified", "completed": "titer:completed",
          "document": "titer:document", "sha256": "titer:sha256", "entry": "titer:entry", "operation": "titer:operation", "because": "titer:because",
          "kind": "titer:kind", "severity": "titer:severity", "times": "titer:times", "hours": "titer:hours", "withinShare": "titer:withinShare",
          "longestExcursionHours": "titer:longestExcursionHours", "unknownHours": "titer:unknownHours", "setPoint": "titer:setPoint", "judgedBy": "titer:judgedBy",
          "meaning": "titer:meaning", "person": "titer:person", "comment": "schema:comment", "readOuts": "titer:readOuts", "lower": "titer:lower95", "upper": "titer:upper95"
        }
        """;
}
