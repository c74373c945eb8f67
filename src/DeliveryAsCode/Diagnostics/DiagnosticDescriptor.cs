namespace DeliveryAsCode.Diagnostics;

/// <summary>
/// One kind of finding. Its explanation and its example, before and after, are the page
/// <c>Explanations/{Code}.md</c>, which <c>delivery explain</c> shows and a test executes.
/// </summary>
/// <param name="Code"><c>DAC</c> and four digits, the first two of which are the family.</param>
/// <param name="Severity">What a finding of this kind usually counts as.</param>
/// <param name="Title">One line, without a full stop.</param>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Title);
