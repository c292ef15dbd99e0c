package guildhall.datanet.admission;

/// Check digits. All take what is already known to have the right characters.
final class Checksums {

  private static final String IBAN_LENGTHS =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29"
          + "ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20"
          + "LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25"
          + "QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";
  private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";

  /// What the characters 0-9 and A-Z count on odd places of an Italian tax code.
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8,
    12, 14, 16, 10, 22, 25, 24, 23
  };

  private Checksums() {}

  /// ISO 7812: every second digit from the right is doubled.
  static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : digit * 2;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }

  /// How long IBANs of a country are, 0 if it has none.
  static int ibanLength(String country) {
    for (int at = 0; at < IBAN_LENGTHS.length(); at += 4) {
      if (IBAN_LENGTHS.startsWith(country, at)) {
        return Integer.parseInt(IBAN_LENGTHS, at + 2, at + 4, 10);
      }
    }
    return 0;
  }

  /// ISO 13616: the first four moved to the end, letters as 10 to 35, the whole 1 modulo 97.
  static boolean iban(String iban) {
    int rest = 0;
    for (int i = 0; i < iban.length(); i++) {
      int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
      rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
    }
    return rest == 1;
  }

  /// A Spanish DNI or NIE: the letter follows from the number modulo 23; X, Y and Z are 0, 1 and 2.
  static boolean spanish(String id) {
    int first = "XYZ".indexOf(id.charAt(0));
    String number = first < 0 ? id.substring(0, 8) : first + id.substring(1, 8);
    return SPANISH.charAt(Integer.parseInt(number) % 23) == id.charAt(8);
  }

  /// An Italian tax code: 15 characters, counted differently on odd and even places, and a letter.
  static boolean italian(String code) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int value = Character.digit(code.charAt(i), 36);
      sum += i % 2 == 0 ? ITALIAN_ODD[value] : value < 10 ? value : value - 10;
    }
    return 'A' + sum % 26 == code.charAt(15);
  }

  /// A French number: 13 digits (2A and 2B of Corsica as 19 and 18) and 97 minus their rest.
  static boolean french(String number) {
    String digits = number.replace("2A", "19").replace("2B", "18");
    long rest = Long.parseLong(digits.substring(0, 13)) % 97;
    return Integer.parseInt(digits.substring(13)) == 97 - rest;
  }
}
