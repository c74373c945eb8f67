namespace DeliveryAsCode.Cli.Tests.Hosts;

/// <summary>Reads a file of outputs as the runner does: <c>name=value</c>, or <c>name&lt;&lt;end</c>, the lines of the value, and the end.</summary>
internal static class RunnerOutputs
{
    public static Dictionary<string, string> Parse(string file)
    {
        var outputs = new Dictionary<string, string>();
        var lines = file.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;

            var (equals, here) = (lines[i].IndexOf('=', StringComparison.Ordinal), lines[i].IndexOf("<<", StringComparison.Ordinal));
            if (equals >= 0 && (here < 0 || equals < here))
            {
                outputs[lines[i][..equals]] = lines[i][(equals + 1)..];
                continue;
            }

            here.ShouldBeGreaterThan(0, $"\"{lines[i]}\" is no output");
            var (name, end) = (lines[i][..here], lines[i][(here + 2)..]);
            var last = Array.IndexOf(lines, end, i + 1);
            last.ShouldBeGreaterThan(i, $"the end of {name} is missing");
            outputs[name] = string.Join('\n', lines[(i + 1)..last]);
            i = last;
        }

        return outputs;
    }
}
