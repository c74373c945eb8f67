using System.Runtime.CompilerServices;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Infra;

/// <summary>The users' own documents, as they are.</summary>
internal static class Seed
{
    public static SourceText DeliveryExecution => Read("000_752fed295fe4277a.txt");

    public static SourceText ExecuteDeployment => Read("001_43780d9fd393b99d.txt");

    public static SourceText Deliver => Read("002_8e193abb97a67e1c.txt");

    public static SourceText DeploymentPhase => Read("003_05e82044c0228b1e.txt");

    public static SourceText DeliveryLifecycle => Read("004_8e8fe2e1426f8407.txt");

    public static MarkdownDocument Document(this SourceText seed) => MarkdownDocument.Read(seed).Value;

    private static SourceText Read(string name, [CallerFilePath] string thisFile = "") =>
        SourceText.Decode(name, File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Seeds", name)));
}
