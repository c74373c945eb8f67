namespace DeliveryAsCode.Text;

/// <summary>A place as people and editors count it: line and column from 1, columns in UTF-16 units.</summary>
public readonly record struct LinePosition(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
