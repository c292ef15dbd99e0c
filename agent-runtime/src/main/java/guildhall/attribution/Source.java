package guildhall.attribution;

/// A contribution that was read while an answer was made.
///
/// @param key names it: `datanet#id`
/// @param text what it says
public record Source(String key, String text) {}
