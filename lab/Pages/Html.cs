using System.Globalization;
using System.Net;

namespace LearnLoadBalancer.Lab.Pages;

/// <summary>Markup. What a program or a client has said is text, and becomes markup only by being escaped.</summary>
/// <param name="Markup">Goes into the page as it is.</param>
internal readonly record struct Html(string Markup)
{
    /// <summary>Nothing.</summary>
    public static readonly Html None = new("");

    /// <summary>Markup with values in it: what is <see cref="Html"/> stays, everything else is escaped.</summary>
    public static Html Of(FormattableString markup) => new(markup.ToString(Escaping.Instance));

    /// <summary>One after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    /// <inheritdoc/>
    public override string ToString() => Markup;

    /// <summary>Is asked by the framework how each value of an interpolated string is to be written.</summary>
    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public static readonly Escaping Instance = new();

        public object? GetFormat(Type? formatType) =>
            formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            Html html => html.Markup,
            IFormattable value => WebUtility.HtmlEncode(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => WebUtility.HtmlEncode(arg?.ToString() ?? ""),
        };
    }
}
